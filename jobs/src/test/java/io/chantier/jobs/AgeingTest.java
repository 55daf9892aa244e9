package io.chantier.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Who is let in at which look; the workers are played. */
@ParameterizedClass
@EnumSource(Dialect.class)
class AgeingTest extends JobsTest {

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final int LOW = -10;

    private Instant now = Instant.now().plusSeconds(60);

    @SuppressWarnings("NullAway.Init") // set before each test
    private Ageing ageing;

    @SuppressWarnings("NullAway.Init") // set before each test
    private JobId first;

    @SuppressWarnings("NullAway.Init") // set before each test
    private JobId second;

    @BeforeEach
    void order() {
        var jobs = client();
        first = jobs.start(order("build", "first").withPriority(LOW)).job();
        second = jobs.start(order("build", "second").withPriority(LOW)).job();
        jobs.start(order("build", "urgent").withPriority(10));
        write("execution_time = ?", now.minus(Duration.ofHours(2)), first);
        write("execution_time = ?", now.minus(Duration.ofHours(1)), second);
        ageing = new Ageing(transactions(), List.of("build", "dig"), PATIENCE, () -> now);
    }

    @AfterEach
    void close() {
        ageing.close();
    }

    private Transactions transactions() {
        return Transactions.owning(database().source(), database().dialect());
    }

    private void write(String what, Object value, JobId job) {
        var written = transactions()
                .in(sql -> sql.update(
                        "update job_dispatch set " + what + ", version = version + 1 where task_instance = ?",
                        value,
                        job.toString()));
        assertThat(written).isEqualTo(1);
    }

    private void lookAfter(Duration time) {
        now = now.plus(time);
        ageing.look();
    }

    private Map<String, Integer> priorities() {
        return transactions()
                .in(sql -> sql.rows(
                        "select task_instance, priority from job_dispatch",
                        row -> Map.entry(row.text("task_instance"), row.number("priority"))))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private void expect(int ofFirst, int ofSecond) {
        assertThat(priorities())
                .containsEntry(first.toString(), ofFirst)
                .containsEntry(second.toString(), ofSecond)
                .containsValue(10);
    }

    @Test
    void the_one_that_waited_for_the_longest_is_let_in_and_no_other_until_a_worker_has_it_for_long() {
        lookAfter(Duration.ZERO);
        expect(Ageing.LET_IN, LOW);
        lookAfter(Duration.ofHours(1));
        expect(Ageing.LET_IN, LOW);

        write("picked = ?", true, first);
        lookAfter(Duration.ofHours(1));
        lookAfter(PATIENCE.minusSeconds(1));
        expect(Ageing.LET_IN, LOW);
        lookAfter(Duration.ofSeconds(1));
        expect(Ageing.LET_IN, Ageing.LET_IN);
    }

    @Test
    void one_that_was_let_in_and_waits_for_something_else_is_as_urgent_as_it_was_before() {
        lookAfter(Duration.ZERO);
        write("execution_time = ?", now.plusMillis(250), first);
        lookAfter(Duration.ZERO);
        expect(LOW, Ageing.LET_IN);

        lookAfter(Duration.ofSeconds(1));
        expect(LOW, Ageing.LET_IN);
    }

    @Test
    void nobody_is_let_in_who_is_overtaken_by_nobody() {
        transactions().in(sql -> sql.update("delete from job_dispatch where priority = 10"));
        lookAfter(PATIENCE);
        assertThat(priorities().values()).containsOnly(LOW);
    }
}
