package io.chantier.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every message is read from, and written as, the JSON that lies in {@code golden}. */
class GoldenTest {

    @ParameterizedTest
    @CsvSource({
        "ping, io.chantier.protocol.AgentMessage",
        "error, io.chantier.protocol.AgentError",
        "version, io.chantier.protocol.AgentVersion",
        "job-created, io.chantier.protocol.JobCreated",
        "job-pending, io.chantier.protocol.AgentJob",
        "job-running, io.chantier.protocol.AgentJob",
        "job-success, io.chantier.protocol.AgentJob",
        "job-failure, io.chantier.protocol.AgentJob",
        "job-summary, io.chantier.protocol.AgentJob$Summary"
    })
    void a_message_is_written_as_it_was_read(String file, Class<?> type) {
        var read = Wire.read(golden(file), type);
        assertThat(Wire.tree(Wire.write(read))).isEqualTo(Wire.tree(golden(file)));
    }

    @Test
    void the_parts_of_a_job_are_understood() {
        var job = Wire.read(golden("job-failure"), AgentJob.class);

        assertThat(job.status()).isEqualTo(AgentStatus.FAILURE);
        assertThat(job.status().isOver()).isTrue();
        assertThat(job.agentJobId()).isNull();
        assertThat(job.span().duration()).isEqualTo(Duration.ofHours(13).plusSeconds(1));
        assertThat(job.steps().getFirst().commands().getFirst().returncode()).isEqualTo(1);
        assertThat(job.steps().getFirst().span().start()).isEqualTo(LocalDateTime.parse("2026-11-20T23:33:44.5"));
    }

    @Test
    void a_job_is_written_as_the_contract_wants_it() {
        var enqueue = LocalDateTime.parse("2026-11-20T23:33:43.587917");
        var start = LocalDateTime.parse("2026-11-20T23:33:44.555691");
        var step = new AgentStep(
                1,
                "Ping Step",
                AgentStatus.SUCCESS,
                AgentSpan.of(
                        LocalDateTime.parse("2026-11-20T23:33:44.556720"),
                        LocalDateTime.parse("2026-11-20T23:33:44.557045")),
                Wire.toTree(AgentMessage.PONG),
                List.of());
        var job = new AgentJob(
                1,
                "1001",
                "Ping Job",
                AgentStatus.SUCCESS,
                enqueue,
                AgentSpan.of(start, LocalDateTime.parse("2026-11-20T23:33:44.557308")),
                Wire.toTree(AgentMessage.PONG),
                List.of(),
                List.of(step));

        assertThat(Wire.tree(Wire.write(job))).isEqualTo(Wire.tree(golden("job-success")));
    }

    @Test
    void times_without_a_fraction_and_durations_of_days_are_read() {
        var json = golden("job-success")
                .replace("2026-11-20 23:33:44.557308", "2026-11-20 23:33:44")
                .replace("00:00:00.001617", "1 day, 2:00:01");
        var span = Wire.read(json, AgentJob.class).span();

        assertThat(span.end()).isEqualTo(LocalDateTime.parse("2026-11-20T23:33:44"));
        assertThat(span.duration()).isEqualTo(Duration.ofDays(1).plusHours(2).plusSeconds(1));
    }

    @Test
    void what_a_newer_agent_adds_is_passed_over() {
        assertThat(Wire.read("{\"message\":\"pong\",\"load\":0.5}", AgentMessage.class))
                .isEqualTo(AgentMessage.PONG);
    }

    @Test
    void a_status_that_the_contract_does_not_have_is_unknown_and_no_end() {
        var json = golden("job-pending").replace("\"Pending\"", "\"Undelivered\"");
        var job = Wire.read(json, AgentJob.class);
        assertThat(job.status()).isEqualTo(AgentStatus.UNKNOWN);
        assertThat(job.status().isOver()).isFalse();
    }

    private static String golden(String name) {
        try (var stream = GoldenTest.class.getResourceAsStream("golden/" + name + ".json")) {
            return new String(Objects.requireNonNull(stream, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
