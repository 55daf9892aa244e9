package io.chantier.generation.claude;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** What the real program said in each situation, as it was recorded, and what we make of it. */
class RecordingsTest {

    private static final Path RECORDINGS = recordings();
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Those that were made with another version of the flags, or that show only how lines look. */
    private static final Map<String, Boolean> ANSWER_WANTED = Map.of(
            "schema_ok", true,
            "schema_notools", true,
            "schema_bad", true,
            "schema_never", true,
            "oneshot_X", true);

    @Test
    void every_recording_gets_the_name_of_what_happened() throws IOException {
        assumeTrue(Files.isDirectory(RECORDINGS), "The recordings are not on this machine: not replayed");

        var named = new TreeMap<String, String>();
        try (var files = Files.newDirectoryStream(RECORDINGS, "*.stdout")) {
            for (var file : files) {
                var name = String.valueOf(file.getFileName()).replace(".stdout", "");
                named.put(name, name(replay(name)));
            }
        }

        assertThat(named.entrySet().stream()
                        .map(entry -> entry.getKey() + " " + entry.getValue())
                        .collect(Collectors.joining("\n")))
                .isEqualTo("""
                        a_default DENIED_WRITE
                        api_hang TIMEOUT
                        bad_flag NOT_STARTED
                        bad_schema NOT_STARTED
                        bad_value NOT_STARTED
                        budget BUDGET
                        err_401 BAD_KEY
                        err_403 FORBIDDEN
                        err_404_model UNKNOWN_MODEL
                        err_429_forever RATE_LIMIT
                        err_529_forever OVERLOAD
                        err_credit NO_CREDIT
                        err_toolong PROMPT_TOO_LONG
                        hook answered
                        kill_int KILLED
                        kill_term KILLED
                        max_tokens OUTPUT_LIMIT
                        max_turns TURNS
                        nokey NO_KEY
                        oneshot_X answered
                        partial answered
                        refusal REFUSAL
                        retry_then_ok answered
                        schema_bad INVALID_ANSWER
                        schema_never NO_ANSWER
                        schema_notools answered
                        schema_ok answered
                        sec_dontask DENIED_WRITE
                        stream_cut answered
                        stream_input answered
                        success answered""");
    }

    @Test
    void the_cost_is_the_programs_own_total_and_not_the_sum_of_its_lines() throws IOException {
        assumeTrue(Files.isDirectory(RECORDINGS), "The recordings are not on this machine: not replayed");

        var ending = replay("budget");

        assertThat(ending.spent().microUsd()).isEqualTo(122_310);
        assertThat(ending.spent().isEstimated()).isFalse();
    }

    @Test
    void a_run_that_was_killed_costs_what_its_replies_said() throws IOException {
        assumeTrue(Files.isDirectory(RECORDINGS), "The recordings are not on this machine: not replayed");
        var transcript = new Transcript(usage -> usage.read() + 5 * usage.output(), false);
        for (var line : Files.readAllLines(RECORDINGS.resolve("partial.stdout"))) {
            if (line.contains("\"type\":\"result\"")) break;
            Event.read(line).ifPresent(transcript::hear);
        }

        var ending = transcript.ending(143, "");

        assertThat(ending).isInstanceOf(Ending.Failed.class);
        assertThat(ending.spent().isEstimated()).isTrue();
        assertThat(ending.spent().microUsd()).isPositive();
        assertThat(ending.spent().output()).isGreaterThan(10);
    }

    private static Ending replay(String name) throws IOException {
        var transcript = new Transcript(_ -> 0, ANSWER_WANTED.getOrDefault(name, false));
        for (var line : Files.readAllLines(RECORDINGS.resolve(name + ".stdout")))
            Event.read(line).ifPresent(transcript::hear);
        var errors = RECORDINGS.resolve(name + ".stderr");
        return transcript.ending(exit(name), Files.exists(errors) ? Files.readString(errors) : "");
    }

    private static int exit(String name) throws IOException {
        var meta = RECORDINGS.resolve(name + ".meta.json");
        if (!Files.exists(meta)) return name.equals("api_hang") ? 1 : 0;
        return JSON.readTree(Files.readString(meta)).path("rc").asInt();
    }

    private static String name(Ending ending) {
        return switch (ending) {
            case Ending.Answered _ -> "answered";
            case Ending.Failed failed -> failed.trouble().name();
            case Ending.Unwanted _ -> "unwanted";
        };
    }

    private static Path recordings() {
        var below = Path.of("../../shared/recordings/claude-code");
        return Files.isDirectory(below) ? below : Path.of("../../../shared/recordings/claude-code");
    }
}
