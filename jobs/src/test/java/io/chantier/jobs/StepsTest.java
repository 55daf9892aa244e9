package io.chantier.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.chantier.jobs.Job.JobStep;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Orders, steps, results, log, progress, failure and retry. */
@ParameterizedClass
@EnumSource(Dialect.class)
class StepsTest extends JobsTest {

    @Test
    void the_steps_run_in_order_and_the_journal_holds_each_result() {
        var jobs = working(TestRecipe.of("build", diary.step("dig"), diary.step("pour"), diary.step("paint")));

        var job = ended(jobs, jobs.start(order("build", "house")).job(), JobState.SUCCEEDED);

        assertThat(diary.lines()).containsExactly("dig", "pour", "paint");
        assertThat(job.steps()).extracting(JobStep::name).containsExactly("dig", "pour", "paint");
        assertThat(job.steps()).extracting(JobStep::state).containsOnly(JobStep.State.DONE);
        assertThat(job.steps()).extracting(JobStep::result).contains("made by dig", "made by paint");
        assertThat(job.progress()).isEqualTo(100);
        assertThat(job.order().team()).isEqualTo(TEAM);
        assertThat(job.times().finishedAt()).isNotNull();
    }

    @Test
    void a_recipe_without_steps_succeeds() {
        var jobs = working(TestRecipe.of("nothing"));
        ended(jobs, jobs.start(order("nothing", "x")).job(), JobState.SUCCEEDED);
    }

    @Test
    void a_step_reads_what_earlier_steps_left_and_what_was_ordered() {
        var jobs = working(TestRecipe.of("build", diary.step("dig"), Step.named("read", context -> {
            diary.write(context.resultOf("dig").orElseThrow() + " " + context.resultOf("nope") + " "
                    + context.order().input());
            return StepOutcome.done();
        })));

        ended(jobs, jobs.start(order("build", "house").withInput("{\"a\":1}")).job(), JobState.SUCCEEDED);

        assertThat(diary.lines()).containsExactly("dig", "made by dig Optional.empty {\"a\":1}");
    }

    @Test
    void one_job_of_a_kind_is_active_per_subject() {
        var jobs = client();
        var first = jobs.start(order("build", "house"));

        assertThat(first).isInstanceOf(Started.New.class);
        assertThat(jobs.start(order("build", "house"))).isEqualTo(new Started.AlreadyActive(first.job()));
        assertThat(jobs.start(order("build", "barn"))).isInstanceOf(Started.New.class);
        assertThat(jobs.start(order("paint", "house"))).isInstanceOf(Started.New.class);
        assertThat(jobs.list(Jobs.Query.active(TEAM))).hasSize(3);
    }

    @Test
    void when_a_job_is_over_the_next_one_of_its_subject_may_start() {
        var jobs = working(TestRecipe.of("build", diary.step("dig")));
        var first = jobs.start(order("build", "house")).job();
        ended(jobs, first, JobState.SUCCEEDED);

        var second = jobs.start(order("build", "house"));

        assertThat(second).isInstanceOf(Started.New.class);
        ended(jobs, second.job(), JobState.SUCCEEDED);
        assertThat(jobs.list(Jobs.Query.ofSubject(TEAM, "house")))
                .extracting(Job::id)
                .containsExactly(second.job(), first);
    }

    @Test
    void jobs_are_listed_page_by_page_newest_first() {
        var jobs = client();
        var ids = List.of("a", "b", "c").stream()
                .map(subject -> jobs.start(order("build", subject)).job())
                .toList();

        var page = jobs.list(new Jobs.Query(TEAM, "build", null, false, null, 2));
        var rest = jobs.list(
                new Jobs.Query(TEAM, "build", null, false, page.getLast().id(), 2));

        assertThat(page).extracting(Job::id).containsExactly(ids.get(2), ids.get(1));
        assertThat(rest).extracting(Job::id).containsExactly(ids.get(0));
    }

    @Test
    void another_teams_jobs_are_not_listed() {
        var jobs = client();
        jobs.start(order("build", "house"));

        assertThat(jobs.list(Jobs.Query.active(UUID.randomUUID()))).isEmpty();
    }

    @Test
    void a_failed_step_stops_the_job_and_undoes_nothing_and_a_retry_goes_on_there() {
        var fails = new AtomicBoolean(true);
        var jobs = working(TestRecipe.of(
                "build",
                diary.undoable("dig"),
                Step.named("pour", _ -> {
                    diary.write("pour");
                    return fails.getAndSet(false)
                            ? StepOutcome.failed("no-cement", Map.of("shop", "Lefèvre & Fils = 2"))
                            : StepOutcome.done();
                }),
                diary.step("paint")));
        var id = jobs.start(order("build", "house")).job();

        var failed = ended(jobs, id, JobState.FAILED);
        assertThat(failed.failure()).isEqualTo(new Failure("no-cement", Map.of("shop", "Lefèvre & Fils = 2")));
        assertThat(failed.steps())
                .extracting(JobStep::state)
                .containsExactly(JobStep.State.DONE, JobStep.State.FAILED, JobStep.State.PENDING);
        assertThat(jobs.retry(id)).isTrue();

        var succeeded = ended(jobs, id, JobState.SUCCEEDED);
        assertThat(diary.lines()).containsExactly("dig", "pour", "pour", "paint");
        assertThat(succeeded.failure()).isNull();
        assertThat(jobs.retry(id)).isFalse();
    }

    @Test
    void a_step_looks_at_someone_elses_work_as_often_as_it_wants_and_that_is_no_try() {
        var looks = new AtomicInteger();
        var jobs = working(TestRecipe.of(
                        "build",
                        Step.named(
                                "dry",
                                _ -> looks.incrementAndGet() < 5
                                        ? new StepOutcome.LookAgain(Duration.ofMillis(20))
                                        : StepOutcome.done("dry")))
                .trying(2));

        var job = ended(jobs, jobs.start(order("build", "house")).job(), JobState.SUCCEEDED);

        assertThat(looks).hasValue(5);
        assertThat(job.steps()).extracting(JobStep::result).containsExactly("dry");
    }

    @Test
    void a_retry_is_refused_while_another_job_holds_the_subject() {
        var jobs = working(TestRecipe.of("build", Step.named("dig", _ -> StepOutcome.failed("rock", Map.of()))));
        var first = jobs.start(order("build", "house")).job();
        ended(jobs, first, JobState.FAILED);
        jobs.close();
        var client = client();
        client.start(order("build", "house"));

        assertThat(client.retry(first)).isFalse();
        assertThat(client.find(first).orElseThrow().state()).isEqualTo(JobState.FAILED);
    }

    @Test
    void steps_marked_so_are_undone_at_once_last_first_and_a_retry_takes_them_again() {
        var fails = new AtomicBoolean(true);
        var jobs = working(TestRecipe.of(
                "build",
                diary.undoable("dig"),
                diary.step("rent").undoneAtOnceBy(diary.undo("rent")),
                Step.named("pour", _ -> {
                            diary.write("pour");
                            return fails.getAndSet(false)
                                    ? StepOutcome.failed("no-cement", Map.of())
                                    : StepOutcome.done();
                        })
                        .undoneAtOnceBy(diary.undo("pour"))));
        var id = jobs.start(order("build", "house")).job();

        var failed = ended(jobs, id, JobState.FAILED);
        assertThat(diary.lines()).containsExactly("dig", "rent", "pour", "undo pour []", "undo rent [made by rent]");
        assertThat(failed.steps())
                .extracting(JobStep::state)
                .containsExactly(JobStep.State.DONE, JobStep.State.UNDONE, JobStep.State.UNDONE);
        assertThat(failed.failure()).isEqualTo(new Failure("no-cement", Map.of()));

        jobs.retry(id);
        ended(jobs, id, JobState.SUCCEEDED);
        assertThat(diary.lines()).endsWith("rent", "pour").hasSize(7);
    }

    @Test
    void an_exception_is_a_bug_whose_message_stays_out_of_the_jobs_log() {
        var jobs = working(TestRecipe.of("build", Step.named("dig", _ -> {
            throw new IllegalStateException("password=hunter2");
        })));

        var job = ended(jobs, jobs.start(order("build", "house")).job(), JobState.FAILED);

        assertThat(job.failure()).isInstanceOfSatisfying(Failure.class, failure -> {
            assertThat(failure.code()).isEqualTo("bug");
            assertThat(failure.arguments()).containsEntry("step", "dig").containsKey("reference");
        });
        assertThat(String.join("\n", texts(jobs, job.id())))
                .contains("java.lang.IllegalStateException", "StepsTest", "reference=")
                .doesNotContain("hunter2");
    }

    @Test
    void a_recipe_that_cannot_name_its_steps_fails_its_job() {
        var jobs = working(TestRecipe.of("build", diary.step("dig"), diary.step("dig")));
        var job = ended(jobs, jobs.start(order("build", "house")).job(), JobState.FAILED);
        assertThat(job.failure()).extracting("code").isEqualTo("bug");
    }

    @Test
    void log_lines_are_numbered_and_read_on_from_any_number() {
        var jobs = working(TestRecipe.of("build", Step.named("dig", context -> {
            context.log("one");
            context.log("two \0 with a hole");
            context.log("three");
            return StepOutcome.done();
        })));
        var id = jobs.start(order("build", "house")).job();
        ended(jobs, id, JobState.SUCCEEDED);

        assertThat(jobs.lines(id, 0, 10)).extracting(LogLine::number).containsExactly(1L, 2L, 3L);
        assertThat(jobs.lines(id, 1, 1)).extracting(LogLine::text).containsExactly("two  with a hole");
        assertThat(jobs.lines(id, 0, 1).getFirst().step()).isEqualTo("dig");
    }

    @Test
    void progress_counts_finished_steps_and_the_part_of_the_running_one() {
        var told = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        var jobs = working(TestRecipe.of("build", diary.step("dig"), Step.named("pour", context -> {
            context.progress(50);
            told.countDown();
            go.await();
            return StepOutcome.done();
        })));
        var id = jobs.start(order("build", "house")).job();

        Awaitility.await().untilAsserted(() -> {
            assertThat(told.getCount()).isZero();
            assertThat(jobs.find(id).orElseThrow().progress()).isEqualTo(75);
        });
        go.countDown();
        ended(jobs, id, JobState.SUCCEEDED);
    }

    @Test
    void a_subscriber_hears_of_every_job_that_changes_until_it_leaves() {
        var jobs = working(TestRecipe.of("build", diary.step("dig")));
        Set<JobId> heard = ConcurrentHashMap.newKeySet();
        Set<JobState> states = ConcurrentHashMap.newKeySet();
        var subscription = jobs.subscribe(id -> {
            heard.add(id);
            jobs.find(id).ifPresent(job -> states.add(job.state()));
        });

        var id = jobs.start(order("build", "house")).job();
        Awaitility.await().untilAsserted(() -> {
            assertThat(heard).containsExactly(id);
            assertThat(states).contains(JobState.SUCCEEDED);
        });

        subscription.close();
        heard.clear();
        ended(jobs, jobs.start(order("build", "barn")).job(), JobState.SUCCEEDED);
        assertThat(heard).isEmpty();
    }
}
