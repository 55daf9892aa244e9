package io.chantier.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A job that changes its worker. */
@ParameterizedClass
@EnumSource(Dialect.class)
class TakeoverTest extends JobsTest {

    @Test
    void a_worker_that_lost_its_lease_can_not_record() throws Exception {
        var inside = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        var over = new CountDownLatch(1);
        var calls = new AtomicInteger();
        var recipe = TestRecipe.of("build", diary.step("dig"), Step.named("pour", context -> {
            if (calls.incrementAndGet() == 1) {
                inside.countDown();
                go.await();
                over.countDown();
                return StepOutcome.done("by the slow one");
            }
            context.log("taken over");
            return StepOutcome.done("by the second");
        }));
        var slow = started(builder().recipes(List.of(recipe)).worker("slow", 1).lease(Duration.ofHours(1)));
        var id = slow.start(order("build", "house")).job();
        await(inside);

        // The slow worker is still there, but has not been heard of for long.
        execute("update job_dispatch set last_heartbeat = execution_time");
        var second = working(recipe);
        var job = ended(second, id, JobState.SUCCEEDED);
        go.countDown();
        await(over);
        slow.close();

        assertThat(second.find(id)).contains(job);
        assertThat(job.steps().getLast().result()).isEqualTo("by the second");
        assertThat(diary.lines()).containsExactly("dig");
    }

    @Test
    void an_engine_that_closes_gives_its_jobs_back_and_another_goes_on_at_the_same_step() throws Exception {
        var inside = new CountDownLatch(1);
        var calls = new AtomicInteger();
        var recipe = TestRecipe.of(
                "build",
                diary.step("dig"),
                Step.named("pour", _ -> {
                    diary.write("pour");
                    if (calls.incrementAndGet() == 1) {
                        inside.countDown();
                        Thread.sleep(60_000);
                    }
                    return StepOutcome.done();
                }),
                diary.step("paint"));
        var first = working(recipe);
        var id = first.start(order("build", "house")).job();
        await(inside);

        first.close();
        var second = working(recipe);

        ended(second, id, JobState.SUCCEEDED);
        assertThat(diary.lines()).containsExactly("dig", "pour", "pour", "paint");
    }

    @Test
    void a_step_that_kills_every_worker_fails_in_the_end() throws Exception {
        var inside = new CountDownLatch(1);
        var recipe = TestRecipe.of("build", Step.named("dig", _ -> {
            inside.countDown();
            Thread.sleep(60_000);
            return StepOutcome.done();
        }));
        var first =
                started(builder().recipes(List.of(recipe)).worker("first", 1).lease(Duration.ofHours(1)));
        var id = first.start(order("build", "house")).job();
        await(inside);

        execute("update job_step set crashes = 9");
        execute("update job_dispatch set last_heartbeat = execution_time");
        var second = working(recipe);

        assertThat(ended(second, id, JobState.FAILED).failure())
                .extracting("code")
                .isEqualTo("worker-lost");
    }

    @Test
    void the_tables_are_created_once_and_found_again() {
        JobTables.create(database().source(), dialect);
        JobTables.create(database().source(), dialect);
        assertThat(execute("update job_schema set version = version")).isEqualTo(1);
    }
}
