package io.chantier.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.chantier.jobs.Job.JobStep;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Cancelling, giving up and undoing. */
@ParameterizedClass
@EnumSource(Dialect.class)
class CancelTest extends JobsTest {

    @Test
    void a_queued_job_is_cancelled_at_once_without_any_worker() {
        var jobs = client();
        var id = jobs.start(order("build", "house")).job();

        assertThat(jobs.cancel(id)).isTrue();

        assertThat(jobs.find(id).orElseThrow().state()).isEqualTo(JobState.CANCELLED);
        assertThat(jobs.start(order("build", "house"))).isInstanceOf(Started.New.class);
        assertThat(jobs.cancel(id)).isFalse();
    }

    @Test
    void what_is_over_is_forgotten_with_its_subject_and_what_is_at_work_or_of_others_stays() {
        var jobs = working(TestRecipe.of(
                "build", diary.step("dig"), Step.named("sell", _ -> StepOutcome.failed("no", Map.of()))));
        var failed = jobs.start(order("build", "house")).job();
        var other = jobs.start(order("build", "barn")).job();
        ended(jobs, failed, JobState.FAILED);
        ended(jobs, other, JobState.FAILED);
        assertThat(jobs.resultsOf("dig")).isNotEmpty();
        var waiting = jobs.start(order("paint", "house")).job();
        var team = jobs.find(failed).orElseThrow().order().team();

        jobs.forget(team, "house");

        assertThat(jobs.find(failed)).isEmpty();
        assertThat(jobs.find(other)).isPresent();
        assertThat(jobs.find(waiting)).isPresent();
        assertThat(jobs.retry(failed)).isFalse();
        jobs.cancel(other);
        assertThat(jobs.resultsOf("dig")).isEmpty();
    }

    @Test
    void of_jobs_that_failed_only_the_newest_of_its_subject_keeps_what_it_made() {
        var made = new AtomicInteger();
        var jobs = working(TestRecipe.of(
                "build",
                Step.named("dig", _ -> StepOutcome.done("hole-" + made.incrementAndGet())),
                Step.named("sell", _ -> StepOutcome.failed("no", Map.of()))));
        for (var subject : List.of("house", "barn", "house")) {
            ended(jobs, jobs.start(order("build", subject)).job(), JobState.FAILED);
        }
        assertThat(jobs.resultsOf("dig")).containsExactlyInAnyOrder("hole-2", "hole-3");
    }

    @Test
    void a_running_job_ends_its_step_and_undoes_the_finished_ones_last_first() throws Exception {
        var inside = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        var jobs = working(TestRecipe.of(
                "build",
                diary.undoable("dig"),
                diary.step("look"),
                diary.undoable("pour"),
                Step.named("paint", _ -> {
                            inside.countDown();
                            go.await();
                            return StepOutcome.done("paint");
                        })
                        .undoneBy(diary.undo("paint")),
                diary.step("sell")));
        var id = jobs.start(order("build", "house")).job();
        await(inside);

        assertThat(jobs.cancel(id)).isTrue();
        assertThat(jobs.find(id).orElseThrow().state()).isEqualTo(JobState.CANCELLING);
        go.countDown();

        var job = ended(jobs, id, JobState.CANCELLED);
        assertThat(diary.lines())
                .containsExactly(
                        "dig",
                        "look",
                        "pour",
                        "undo paint [paint]",
                        "undo pour [made by pour]",
                        "undo dig [made by dig]");
        assertThat(job.steps())
                .extracting(JobStep::state)
                .containsExactly(
                        JobStep.State.UNDONE,
                        JobStep.State.DONE,
                        JobStep.State.UNDONE,
                        JobStep.State.UNDONE,
                        JobStep.State.PENDING);
    }

    @Test
    void long_work_sees_that_it_is_cancelled_and_may_end_early() throws Exception {
        var inside = new CountDownLatch(1);
        var jobs = working(TestRecipe.of("build", Step.named("dig", context -> {
            inside.countDown();
            while (!context.cancelled()) {
                Thread.sleep(20);
            }
            return StepOutcome.failed("stopped", Map.of());
        })));
        var id = jobs.start(order("build", "house")).job();
        await(inside);

        jobs.cancel(id);

        assertThat(ended(jobs, id, JobState.CANCELLED).failure()).isNull();
    }

    @Test
    void a_waiting_job_is_cancelled_and_what_it_made_is_undone() {
        var jobs = working(TestRecipe.of(
                "build",
                diary.undoable("dig"),
                Step.named("pay", _ -> new StepOutcome.Waiting("payment", Duration.ofHours(1)))));
        var id = jobs.start(order("build", "house")).job();
        ended(jobs, id, JobState.WAITING);

        jobs.cancel(id);

        ended(jobs, id, JobState.CANCELLED);
        assertThat(diary.lines()).containsExactly("dig", "undo dig [made by dig]");
    }

    @Test
    void a_failed_job_can_be_given_up() {
        var jobs = working(TestRecipe.of(
                "build", diary.undoable("dig"), Step.named("pour", _ -> StepOutcome.failed("rain", Map.of()))));
        var id = jobs.start(order("build", "house")).job();
        ended(jobs, id, JobState.FAILED);

        assertThat(jobs.cancel(id)).isTrue();

        ended(jobs, id, JobState.CANCELLED);
        assertThat(diary.lines()).containsExactly("dig", "undo dig [made by dig]");
    }

    @Test
    void a_failed_job_is_not_given_up_once_a_later_one_built_upon_the_same_subject() {
        var fails = new AtomicBoolean(true);
        var jobs = working(TestRecipe.of(
                "build",
                diary.undoable("dig"),
                Step.named(
                        "pour",
                        _ -> fails.getAndSet(false) ? StepOutcome.failed("rain", Map.of()) : StepOutcome.done())));
        var first = jobs.start(order("build", "house")).job();
        ended(jobs, first, JobState.FAILED);
        ended(jobs, jobs.start(order("build", "house")).job(), JobState.SUCCEEDED);

        assertThat(jobs.cancel(first)).isFalse();
        assertThat(diary.lines()).containsExactly("dig", "dig");
    }

    @Test
    void an_undo_that_fails_is_tried_again() {
        var fails = new AtomicBoolean(true);
        var jobs = working(TestRecipe.of(
                "build",
                diary.undoable("dig"),
                diary.step("pour").undoneBy(_ -> {
                    diary.write("undo pour");
                    if (fails.getAndSet(false)) {
                        throw new IllegalStateException("not now");
                    }
                }),
                Step.named("pay", _ -> new StepOutcome.Waiting("payment", Duration.ofHours(1)))));
        var id = jobs.start(order("build", "house")).job();
        ended(jobs, id, JobState.WAITING);

        jobs.cancel(id);

        ended(jobs, id, JobState.CANCELLED);
        assertThat(diary.lines()).containsExactly("dig", "pour", "undo pour", "undo pour", "undo dig [made by dig]");
    }

    @Test
    void an_undo_that_never_works_is_given_up_and_the_job_ends_failed_with_the_rest_undone() {
        var jobs = working(TestRecipe.of(
                "build",
                diary.undoable("dig"),
                diary.step("pour").undoneBy(_ -> {
                    throw new IllegalStateException("never");
                }),
                Step.named("pay", _ -> new StepOutcome.Waiting("payment", Duration.ofHours(1)))));
        var id = jobs.start(order("build", "house")).job();
        ended(jobs, id, JobState.WAITING);
        jobs.cancel(id);

        Awaitility.await().untilAsserted(() -> assertThat(texts(jobs, id)).isNotEmpty());
        execute("update job_step set attempts = 4 where name = 'pour'");

        var job = ended(jobs, id, JobState.FAILED);
        assertThat(job.failure()).isEqualTo(new Failure("undo-failed", Map.of("step", "pour")));
        assertThat(diary.lines()).contains("undo dig [made by dig]");
    }

    private JobId waitingForAnUndo(Jobs jobs) {
        var id = jobs.start(order("build", "house")).job();
        Awaitility.await().untilAsserted(() -> assertThat(diary.lines()).contains("tried"));
        return id;
    }

    private Jobs undoingLater(AtomicBoolean away) {
        return working(TestRecipe.of(
                "build",
                diary.step("pour").undoneAtOnceBy(_ -> {
                    diary.write("tried");
                    if (away.get()) {
                        throw new UndoLater("away", Map.of("why", "see the dump"), new IllegalStateException("away"));
                    }
                    diary.write("undone");
                }),
                Step.named("pay", _ -> StepOutcome.failed("broke", Map.of()))));
    }

    @Test
    void an_undo_that_waits_for_somebody_outlasts_the_tries_of_one_that_is_broken() {
        var away = new AtomicBoolean(true);
        var jobs = undoingLater(away);
        var id = waitingForAnUndo(jobs);

        execute("update job_step set attempts = 4 where name = 'pour'");
        Awaitility.await()
                .until(() -> execute("update job_step set attempts = 5 where name = 'pour' and attempts = 5") == 1);
        away.set(false);
        execute("update job_dispatch set execution_time = (select min(created_at) from job)");

        var job = ended(jobs, id, JobState.FAILED);
        assertThat(diary.lines()).endsWith("undone");
        assertThat(job.failure()).isEqualTo(new Failure("broke", Map.of()));
    }

    @Test
    void an_undo_that_only_a_person_can_do_ends_the_job_with_its_own_failure_and_can_be_retried() {
        var mended = new AtomicBoolean(false);
        var jobs = working(TestRecipe.of(
                "build",
                diary.step("pour"),
                Step.named("pay", _ -> mended.get() ? StepOutcome.done() : StepOutcome.failed("broke", Map.of()))
                        .undoneAtOnceBy(_ -> {
                            diary.write("tried");
                            throw new UndoFailed(new Failure("fatal", Map.of("why", "see the dump")));
                        })));

        var id = jobs.start(order("build", "house")).job();

        var job = ended(jobs, id, JobState.FAILED);
        assertThat(job.failure()).isEqualTo(new Failure("fatal", Map.of("why", "see the dump")));
        assertThat(diary.lines().stream().filter("tried"::equals)).hasSize(1);
        mended.set(true);
        assertThat(jobs.retry(id)).isTrue();
        ended(jobs, id, JobState.SUCCEEDED);
    }

    @Test
    void what_waited_in_vain_is_told_in_the_place_of_the_first_failure() {
        var jobs = undoingLater(new AtomicBoolean(true));
        var id = waitingForAnUndo(jobs);

        execute("update job_step set attempts = 79 where name = 'pour'");

        var job = ended(jobs, id, JobState.FAILED);
        assertThat(job.failure()).isEqualTo(new Failure("undo-failed", Map.of("why", "see the dump")));
    }

    @Test
    void cancelling_frees_the_place_of_its_kind_at_once() throws Exception {
        var inside = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        var recipe = TestRecipe.of("build", Step.named("dig", context -> {
                    if (context.order().subject().equals("first")) {
                        inside.countDown();
                        go.await();
                    }
                    return StepOutcome.done();
                }))
                .limited(1);
        var jobs = working(recipe);
        var first = jobs.start(order("build", "first")).job();
        await(inside);
        var second = jobs.start(order("build", "second")).job();

        jobs.cancel(first);

        ended(jobs, second, JobState.SUCCEEDED);
        assertThat(jobs.find(first).orElseThrow().state()).isEqualTo(JobState.CANCELLING);
        go.countDown();
        ended(jobs, first, JobState.CANCELLED);
        assertThat(jobs.list(Jobs.Query.active(TEAM))).isEqualTo(List.of());
    }
}
