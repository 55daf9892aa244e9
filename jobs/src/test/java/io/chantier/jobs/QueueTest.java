package io.chantier.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Limits, priorities, pauses, signals, kinds, and the caller's transaction. */
@ParameterizedClass
@EnumSource(Dialect.class)
class QueueTest extends JobsTest {

    @Test
    void never_more_jobs_of_a_kind_run_than_its_limit_on_all_workers_together() {
        var running = new AtomicInteger();
        var most = new AtomicInteger();
        var recipe = TestRecipe.of("build", Step.named("dig", _ -> {
                    most.accumulateAndGet(running.incrementAndGet(), Math::max);
                    Thread.sleep(40);
                    running.decrementAndGet();
                    return StepOutcome.done();
                }))
                .limited(2);
        var one = working(recipe);
        working(recipe);
        var ids = new ArrayList<JobId>();
        for (int i = 0; i < 12; i++) {
            ids.add(one.start(order("build", "house " + i)).job());
        }

        ids.forEach(id -> ended(one, id, JobState.SUCCEEDED));

        assertThat(most).hasValue(2);
    }

    @Test
    void a_limited_kind_does_not_hold_up_the_others() throws Exception {
        var inside = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        var jobs = working(
                3,
                TestRecipe.of("slow", Step.named("dig", _ -> {
                            inside.countDown();
                            go.await();
                            return StepOutcome.done();
                        }))
                        .limited(1),
                TestRecipe.of("quick", diary.step("look")));
        var slow = jobs.start(order("slow", "a")).job();
        await(inside);
        var held = List.of(
                jobs.start(order("slow", "b")).job(),
                jobs.start(order("slow", "c")).job());

        ended(jobs, jobs.start(order("quick", "d")).job(), JobState.SUCCEEDED);

        assertThat(held)
                .allSatisfy(
                        id -> assertThat(jobs.find(id).orElseThrow().state()).isEqualTo(JobState.QUEUED));
        go.countDown();
        ended(jobs, slow, JobState.SUCCEEDED);
        held.forEach(id -> ended(jobs, id, JobState.SUCCEEDED));
    }

    @Test
    void the_higher_priority_goes_first() {
        var jobs = client();
        jobs.start(order("build", "last").withPriority(-5));
        jobs.start(order("build", "usual 1"));
        jobs.start(order("build", "usual 2"));
        var first = jobs.start(order("build", "first").withPriority(10)).job();

        var worker = working(1, subjects());

        ended(worker, first, JobState.SUCCEEDED);
        Awaitility.await().until(() -> diary.lines().size() == 4);
        assertThat(diary.lines()).containsExactly("first", "usual 1", "usual 2", "last");
    }

    /** The plan by which a worker picked hundreds cannot be forced here; {@code bench/run benches} shows it. */
    @Test
    void a_worker_picks_no_more_of_a_crowd_than_it_works_on_so_that_what_is_urgent_passes() {
        var jobs = client();
        jobs.start(order("build", "alone"));
        execute("analyze job_dispatch");
        for (int i = 0; i < 120; i++)
            jobs.start(order("build", "one of many " + i).withPriority(-10));
        var most = new AtomicInteger();
        var urgent = new AtomicReference<JobId>();
        var worker = working(2, TestRecipe.of("build", Step.named("dig", context -> {
            most.accumulateAndGet(picked(), Math::max);
            diary.write(context.order().subject());
            if (diary.lines().size() == 10)
                urgent.set(jobs.start(order("build", "urgent")).job());
            return StepOutcome.done();
        })));

        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .until(() -> diary.lines().size() == 122);
        ended(worker, urgent.get(), JobState.SUCCEEDED);
        assertThat(most).hasValueLessThanOrEqualTo(2);
        assertThat(diary.lines().indexOf("urgent")).isLessThan(20);
    }

    private int picked() {
        return Transactions.owning(database().source(), database().dialect())
                .in(sql -> sql.rows(
                        "select task_instance from job_dispatch where picked", row -> row.text("task_instance")))
                .size();
    }

    @Test
    void the_higher_priority_goes_first_among_those_that_the_limit_held_back() throws Exception {
        var go = new Semaphore(0);
        var inside = new CountDownLatch(1);
        var recipe = TestRecipe.of("build", Step.named("dig", context -> {
                    diary.write(context.order().subject());
                    inside.countDown();
                    go.acquire();
                    return StepOutcome.done();
                }))
                .limited(1);
        var jobs = working(recipe);
        jobs.start(order("build", "running"));
        await(inside);
        jobs.start(order("build", "usual"));
        var last = jobs.start(order("build", "low").withPriority(-1)).job();
        jobs.start(order("build", "high").withPriority(1));
        Awaitility.await().until(() -> held() == 3);

        go.release(4);

        ended(jobs, last, JobState.SUCCEEDED);
        assertThat(diary.lines()).containsExactly("running", "high", "usual", "low");
    }

    /** A place becomes free while others ask for it: whoever was held back has it, however late they are woken. */
    @Test
    void nobody_of_less_priority_passes_one_that_the_limit_holds_back() throws Exception {
        var gates = new ConcurrentHashMap<String, Semaphore>();
        var recipe = TestRecipe.of("build", Step.named("dig", context -> {
                    diary.write(context.order().subject());
                    gates.computeIfAbsent(context.order().subject(), _ -> new Semaphore(0))
                            .acquire();
                    return StepOutcome.done();
                }))
                .limited(1);
        var jobs = working(3, recipe);
        var ids = new ArrayList<JobId>();
        for (int round = 0; round < 5; round++) {
            var first = "first " + round;
            var before = diary.lines().size();
            ids.add(jobs.start(order("build", first)).job());
            Awaitility.await().until(() -> diary.lines().size() == before + 1);
            ids.add(jobs.start(order("build", "high " + round).withPriority(5)).job());
            Awaitility.await().until(() -> held() == 1);
            gates.get(first).release();
            for (int low = 0; low < 4; low++) {
                var name = "low " + round + low;
                gates.put(name, new Semaphore(1));
                ids.add(jobs.start(order("build", name).withPriority(-5)).job());
            }
            Awaitility.await().until(() -> diary.lines().size() == before + 2);
            assertThat(diary.lines().getLast()).isEqualTo("high " + round);
            gates.get("high " + round).release();
            ids.forEach(id -> ended(jobs, id, JobState.SUCCEEDED));
        }
    }

    private int held() {
        return Transactions.owning(database().source(), dialect)
                .in(sql -> sql.rows("select id from job where held", row -> row.uuid("id"))
                        .size());
    }

    private Recipe subjects() {
        return TestRecipe.of("build", Step.named("dig", context -> {
            diary.write(context.order().subject());
            return StepOutcome.done();
        }));
    }

    @Test
    void a_step_that_wants_another_try_gets_it_after_its_pause() {
        var jobs = working(TestRecipe.of("build", diary.step("dig"), Step.named("pour", _ -> {
            diary.write("pour");
            return diary.lines().size() < 4 ? rain() : StepOutcome.done();
        })));
        var id = jobs.start(order("build", "house")).job();

        ended(jobs, id, JobState.SUCCEEDED);

        assertThat(diary.lines()).containsExactly("dig", "pour", "pour", "pour");
        assertThat(texts(jobs, id)).first().asString().contains("job.try-again", "code=rain", "attempt=1");
    }

    @Test
    void after_its_last_try_a_step_fails_with_the_reason_it_gave() {
        var jobs = working(TestRecipe.of("build", Step.named("pour", _ -> {
                    diary.write("pour");
                    return rain();
                }))
                .trying(3));

        var job = ended(jobs, jobs.start(order("build", "house")).job(), JobState.FAILED);

        assertThat(job.failure()).isEqualTo(new Failure("rain", Map.of("until", "evening")));
        assertThat(diary.lines()).hasSize(3);
    }

    private static StepOutcome rain() {
        return new StepOutcome.TryAgain(new Failure("rain", Map.of("until", "evening")), Duration.ofMillis(50));
    }

    @Test
    void a_signal_wakes_the_job_that_waits_for_it_and_hands_over_what_it_brought() {
        var jobs = working(paying(Duration.ofHours(1)));
        var id = jobs.start(order("buy", "house")).job();
        ended(jobs, id, JobState.WAITING);

        jobs.signal("payment of house", "100 €");

        ended(jobs, id, JobState.SUCCEEDED);
        assertThat(diary.lines()).containsExactly("ask", "paid 100 €");
    }

    @Test
    void a_signal_that_came_before_is_kept_for_the_first_who_waits() {
        var jobs = working(paying(Duration.ofHours(1)));
        jobs.signal("payment of house", "early");

        ended(jobs, jobs.start(order("buy", "house")).job(), JobState.SUCCEEDED);
        assertThat(diary.lines()).containsExactly("ask", "paid early");

        ended(jobs, jobs.start(order("buy", "house")).job(), JobState.WAITING);
    }

    @Test
    void a_signal_from_a_process_without_worker_wakes_too() {
        var jobs = client();
        var id = jobs.start(order("buy", "house")).job();
        var worker = working(paying(Duration.ofHours(1)));
        ended(worker, id, JobState.WAITING);

        jobs.signal("payment of house", "100 €");

        ended(jobs, id, JobState.SUCCEEDED);
    }

    @Test
    void a_signal_that_does_not_come_in_time_fails_the_job() {
        var jobs = working(paying(Duration.ofMillis(100)));

        var job = ended(jobs, jobs.start(order("buy", "house")).job(), JobState.FAILED);

        assertThat(job.failure()).isEqualTo(new Failure("signal-timeout", Map.of("signal", "payment of house")));
    }

    private Recipe paying(Duration atMost) {
        return TestRecipe.of("buy", Step.named("pay", context -> {
            if (context.signalled().isEmpty()) {
                diary.write("ask");
                return new StepOutcome.Waiting("payment of " + context.order().subject(), atMost);
            }
            diary.write("paid " + context.signalled().get());
            return StepOutcome.done();
        }));
    }

    @Test
    void a_job_whose_recipe_is_unknown_here_is_left_to_others() {
        var knowsOther = working(TestRecipe.of("other", diary.step("look")));
        var id = knowsOther.start(order("build", "house")).job();
        ended(knowsOther, knowsOther.start(order("other", "x")).job(), JobState.SUCCEEDED);
        assertThat(knowsOther.find(id).orElseThrow().state()).isEqualTo(JobState.QUEUED);

        working(subjects());

        ended(knowsOther, id, JobState.SUCCEEDED);
    }

    @Test
    void a_worker_takes_only_the_kinds_of_its_role() {
        var jobs = started(builder()
                .recipes(List.of(subjects(), TestRecipe.of("other", diary.step("look"))))
                .worker("narrow", 2)
                .only(Set.of("other")));
        var id = jobs.start(order("build", "house")).job();
        ended(jobs, jobs.start(order("other", "x")).job(), JobState.SUCCEEDED);

        assertThat(jobs.find(id).orElseThrow().state()).isEqualTo(JobState.QUEUED);
    }

    @Test
    void kinds_apart_take_no_place_of_the_others_and_lose_none_to_them() throws InterruptedException {
        var busy = new CountDownLatch(2);
        var enough = new CountDownLatch(1);
        Step.Work working = _ -> {
            busy.countDown();
            await(enough);
            return StepOutcome.done();
        };
        var jobs = started(builder()
                .recipes(List.of(
                        TestRecipe.of("backup", Step.named("save", working)),
                        TestRecipe.of("other", Step.named("work", working)),
                        subjects()))
                .worker("all", 2)
                .apart(Set.of("backup"), 1));
        var waiting = Stream.of("a", "b", "c")
                .map(subject -> jobs.start(order("backup", subject)).job())
                .toList();
        var other = jobs.start(order("other", "x")).job();
        await(busy);

        ended(jobs, jobs.start(order("build", "house")).job(), JobState.SUCCEEDED);
        assertThat(waiting.stream().filter(id -> jobs.find(id).orElseThrow().state() == JobState.RUNNING))
                .hasSize(1);
        enough.countDown();
        ended(jobs, other, JobState.SUCCEEDED);
        waiting.forEach(id -> ended(jobs, id, JobState.SUCCEEDED));
    }

    @Test
    void a_rollback_of_the_caller_leaves_no_job_and_a_commit_lets_it_run() throws SQLException {
        var worker = working(subjects());
        try (var connection = database().source().getConnection()) {
            connection.setAutoCommit(false);
            var caller = JobEngine.builder(
                            new OneConnection(connection), database().source(), dialect)
                    .build();
            var lost = caller.start(order("build", "lost")).job();
            assertThat(caller.find(lost)).isPresent();
            connection.rollback();
            assertThat(worker.find(lost)).isEmpty();

            var kept = caller.start(order("build", "kept")).job();
            assertThat(caller.start(order("build", "kept"))).isEqualTo(new Started.AlreadyActive(kept));
            connection.commit();
            connection.setAutoCommit(true);
            ended(worker, kept, JobState.SUCCEEDED);
        }
        assertThat(diary.lines()).containsExactly("kept");
    }

    @Test
    void a_job_whose_notification_got_lost_only_starts_later() {
        var worker = working(subjects());
        var id = new JobId(UUID.fromString("01a1fbe2-f893-7000-a988-37af9f4905d4"));

        Transactions.owning(database().source(), dialect).in(sql -> {
            sql.update("""
                    insert into job (id, team_id, kind, subject, priority, input, state, created_at)
                    values (?, ?, 'build', 'silent', 0, '{}', 'QUEUED', ?)""", id, TEAM, Instant.now());
            Dispatch.enqueue(sql, id, "build", 0, Instant.now());
            return id;
        });

        ended(worker, id, JobState.SUCCEEDED);
    }
}
