package io.chantier.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.chantier.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Kills the application at each step of the main job, at the worst moment: the step's work is done and its record is not
 * yet committed. Each time another process with a data folder of its own, sharing only database and blobs, goes on.
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
    private final JdbcClient database = JdbcClient.create(dataSource(url));

    @Test
    void a_job_that_is_killed_at_every_step_ends_live_and_repeats_no_finished_step() throws Exception {
        var edgePort = ChildApp.freePort();
        String job;
        try (var old = Menuiserie.serve();
                var first = ChildApp.start(url, blobs, edgePort)) {
            holdRecordOf(STEPS.getFirst());
            job = first.installation()
                    .create(Map.of("sourceUrl", old.address(), "slug", "killed", "goal", "LIVE"))
                    .get("job")
                    .asString();
            awaitHeldRecord(STEPS.getFirst());
            first.kill();

            for (var step : STEPS.subList(1, STEPS.size())) {
                var finished = finishedSteps();
                letGoAndHold(step);
                try (var next = ChildApp.start(url, blobs, edgePort)) {
                    awaitHeldRecord(step);
                    next.kill();
                }
                assertThat(finishedSteps()).containsAllEntriesOf(finished);
            }
        }

        var finished = finishedSteps();
        letGo();
        try (var last = ChildApp.start(url, blobs, edgePort)) {
            var chantier = last.installation();
            assertThat(chantier.finished(job).get("state").asString()).isEqualTo("SUCCEEDED");
            assertThat(chantier.site("killed").get("state").asString()).isEqualTo("LIVE");
            assertThat(chantier.visit("killed", "/")).startsWith("HTTP/1.1 200").contains("tel:+33299123456");
        }
        assertThat(finishedSteps()).containsAllEntriesOf(finished).hasSize(STEPS.size());
        assertThat(count("site_revision")).isEqualTo(1);
        assertThat(count("storage_publication")).isEqualTo(1);
        assertThat(count("audit_event where action = 'site.live'")).isEqualTo(1);
        assertThat(count("job")).isEqualTo(1);
    }

    /** When each finished step was finished: a step that ran again would have another time. */
    private Map<String, String> finishedSteps() {
        var times = new LinkedHashMap<String, String>();
        database.sql("select name, finished_at from job_step where state = 'DONE' order by position")
                .query((row, _) -> times.put(row.getString("name"), row.getString("finished_at")))
                .list();
        return times;
    }

    private void holdRecordOf(String step) {
        database.sql("""
                        create or replace function hold_record() returns trigger language plpgsql as $$
                        begin
                            if new.name = '%s' and new.state = 'DONE' and old.state <> 'DONE' then
                                perform pg_sleep(600);
                            end if;
                            return new;
                        end $$""".formatted(step)).update();
        database.sql(
                        "create or replace trigger hold before update on job_step for each row execute function hold_record()")
                .update();
    }

    private void awaitHeldRecord(String step) {
        await("the record of " + step)
                .atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofMillis(50))
                .until(() ->
                        count("pg_stat_activity where wait_event = 'PgSleep' and datname = current_database()") > 0);
    }

    /** The server would notice the dead client only after the sleep: the sleep is ours, so we end it. */
    private void letGo() {
        endSleep();
        database.sql("drop trigger hold on job_step").update();
    }

    private void letGoAndHold(String step) {
        endSleep();
        holdRecordOf(step);
    }

    private void endSleep() {
        database.sql("""
                        select pg_terminate_backend(pid) from pg_stat_activity
                        where datname = current_database() and pid <> pg_backend_pid()""").query(Boolean.class).list();
    }

    private long count(String table) {
        return database.sql("select count(*) from " + table).query(Long.class).single();
    }

    private static PGSimpleDataSource dataSource(String url) {
        var source = new PGSimpleDataSource();
        source.setUrl(url);
        return source;
    }
}
