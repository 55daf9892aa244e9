package io.chantier.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.chantier.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.dao.DataAccessException;
import tools.jackson.databind.JsonNode;

/**
 * Kills the application, the database server and the renderer at each step of the main job, at the worst moment: the
 * step's work is done and its record is not yet committed.
 */
class KillMatrixTest {

    private static final List<String> STEPS = List.of(
            "copy-template",
            "read-source",
            "write-content",
            "adapt-design",
            "check",
            "render",
            "preview",
            "gate",
            "publish",
            "verify",
            "announce");

    @TempDir
    Path blobs;

    private final String url = TestDatabase.fresh();
    private final HeldJournal journal = HeldJournal.at(url);

    /** Each time another process with a data folder of its own, sharing only database and blobs, goes on. */
    @Test
    void a_job_that_is_killed_at_every_step_ends_live_and_repeats_no_finished_step() throws Exception {
        var edgePort = ChildApp.freePort();
        String job;
        try (var old = Menuiserie.serve();
                var first = ChildApp.start(url, blobs, edgePort)) {
            journal.holdRecordOf(STEPS.getFirst());
            job = first.installation()
                    .create(Map.of("sourceUrl", old.address(), "slug", "killed", "goal", "LIVE"))
                    .get("job")
                    .asString();
            journal.awaitHeldRecord(STEPS.getFirst());
            first.kill();

            for (var step : STEPS.subList(1, STEPS.size())) {
                var finished = journal.finishedSteps();
                journal.forgetTheDead();
                journal.holdRecordOf(step);
                try (var next = ChildApp.start(url, blobs, edgePort)) {
                    journal.awaitHeldRecord(step);
                    next.kill();
                }
                assertThat(journal.finishedSteps()).containsAllEntriesOf(finished);
            }
        }

        var finished = journal.finishedSteps();
        journal.forgetTheDead();
        journal.letGo();
        try (var last = ChildApp.start(url, blobs, edgePort)) {
            var chantier = last.installation();
            assertSucceeded(chantier.finished(job));
            assertThat(chantier.site("killed").get("state").asString()).isEqualTo("LIVE");
            assertThat(chantier.visit("killed", "/")).startsWith("HTTP/1.1 200").contains("tel:+33299123456");
        }
        assertThat(journal.finishedSteps()).containsAllEntriesOf(finished);
        assertNothingHappenedTwice(journal);
    }

    @Test
    void a_job_whose_database_server_is_killed_at_every_step_ends_live_and_repeats_no_finished_step() throws Exception {
        try (var old = Menuiserie.serve();
                var app = ChildApp.startAlone()) {
            var chantier = app.installation();
            var alone = app.journal();
            alone.holdRecordOf(STEPS.getFirst());
            var job = chantier.create(Map.of("sourceUrl", old.address(), "slug", "killed", "goal", "LIVE"))
                    .get("job")
                    .asString();
            for (var step : STEPS) {
                alone.holdRecordOf(step);
                alone.awaitHeldRecord(step);
                var finished = alone.finishedSteps();
                app.killDatabaseServer();
                await("the server to come back")
                        .atMost(Duration.ofSeconds(60))
                        .ignoreExceptionsInstanceOf(DataAccessException.class)
                        .until(() -> alone.finishedSteps().entrySet().containsAll(finished.entrySet()));
            }
            alone.letGo();
            assertSucceeded(chantier.finished(job));
            assertThat(chantier.site("killed").get("state").asString()).isEqualTo("LIVE");
            assertThat(chantier.visit("killed", "/")).startsWith("HTTP/1.1 200").contains("tel:+33299123456");
            assertNothingHappenedTwice(alone);
        }
    }

    @Test
    void a_job_whose_renderer_is_killed_at_every_step_ends_live_and_repeats_no_finished_step() throws Exception {
        var killed = 0;
        try (var old = Menuiserie.serve();
                var app = ChildApp.start(url, blobs, ChildApp.freePort())) {
            var chantier = app.installation();
            journal.holdRecordOf(STEPS.getFirst());
            var job = chantier.create(Map.of("sourceUrl", old.address(), "slug", "killed", "goal", "LIVE"))
                    .get("job")
                    .asString();
            for (var step : STEPS) {
                journal.holdRecordOf(step);
                journal.awaitHeldRecord(step);
                for (var renderer : app.renderers()) {
                    renderer.destroyForcibly();
                    killed++;
                }
            }
            var finished = journal.finishedSteps();
            journal.letGo();
            assertSucceeded(chantier.finished(job));
            assertThat(chantier.site("killed").get("state").asString()).isEqualTo("LIVE");
            assertThat(journal.finishedSteps()).containsAllEntriesOf(finished);
        }
        // What was rendered to be examined is what is kept and published: one renderer is enough for a job.
        assertThat(killed).isPositive();
        assertNothingHappenedTwice(journal);
    }

    @Test
    void a_renderer_that_is_killed_again_and_again_fails_the_job_cleanly_and_retry_ends_live() throws Exception {
        try (var old = Menuiserie.serve();
                var app = ChildApp.start(url, blobs, ChildApp.freePort())) {
            var chantier = app.installation();
            var job = "";
            try (var _ = app.killRenderersForEver()) {
                job = chantier.create(Map.of("sourceUrl", old.address(), "slug", "killed", "goal", "LIVE"))
                        .get("job")
                        .asString();
                var failed = chantier.finished(job);
                assertThat(failed.get("state").asString()).isEqualTo("FAILED");
                assertThat(chantier.site("killed").get("state").asString()).isEqualTo("BROKEN");
            }
            assertThat(chantier.api()
                            .post("/api/jobs/" + job + "/retry", Map.of())
                            .statusCode())
                    .isEqualTo(202);
            assertSucceeded(chantier.finished(job));
            assertThat(chantier.site("killed").get("state").asString()).isEqualTo("LIVE");
        }
        assertNothingHappenedTwice(journal);
    }

    private static void assertSucceeded(JsonNode job) {
        assertThat(job.get("state").asString()).as(job.toPrettyString()).isEqualTo("SUCCEEDED");
    }

    private static void assertNothingHappenedTwice(HeldJournal journal) {
        assertThat(journal.finishedSteps()).hasSize(STEPS.size());
        assertThat(journal.count("site_revision")).isEqualTo(1);
        assertThat(journal.count("storage_publication")).isEqualTo(1);
        assertThat(journal.count("audit_event where action = 'site.live'")).isEqualTo(1);
        assertThat(journal.count("letter")).isEqualTo(1);
        assertThat(journal.count("job")).isEqualTo(1);
    }
}
