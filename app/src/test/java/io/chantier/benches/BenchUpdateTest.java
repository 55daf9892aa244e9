package io.chantier.benches;

import static io.chantier.benches.TwoBenches.LONG;
import static io.chantier.benches.TwoBenches.NEW;
import static io.chantier.benches.TwoBenches.OLD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.chantier.ChantierTest;
import io.chantier.Client;
import io.chantier.benches.apps.Furniture;
import io.chantier.benches.apps.ReleaseForm;
import io.chantier.identity.Role;
import io.chantier.identity.TeamFixture;
import io.chantier.jobs.Job;
import io.chantier.jobs.Job.JobStep;
import io.chantier.jobs.JobId;
import io.chantier.jobs.JobState;
import io.chantier.jobs.Jobs;
import io.chantier.values.TeamId;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/** A site goes to another bench of our own agent and comes back where that fails, with its tables on a real MariaDB. */
@ChantierTest
@TestPropertySource(properties = {"chantier.agent-jobs.tick=50ms", "chantier.agent-jobs.poll=20ms"})
class BenchUpdateTest {

    @TempDir
    private Path home;

    @Autowired
    Environment environment;

    @Autowired
    JdbcClient database;

    @Autowired
    Jobs work;

    @Autowired
    TeamFixture people;

    @Autowired
    Furniture furniture;

    private Client api;
    private TwoBenches benches;

    @BeforeEach
    void start() {
        api = Client.ofAdmin(environment);
        benches = new TwoBenches(home, api, database);
    }

    @AfterEach
    void stop() {
        letGo();
        benches.close();
    }

    /** Both benches say that they have the same. */
    private void sameVersions() {
        database.sql("""
                        update bench set apps = '{"frappe": "16.0.0", "erpnext": "16.0.0"}' where server_id = ?::uuid
                        """).param(benches.server).update();
    }

    @Test
    void a_site_is_backed_up_moved_and_migrated() {
        var listed = Client.json(api.get(path()));
        assertThat(listed.at("/home/name").asString()).isEqualTo(OLD);
        assertThat(listed.at("/targets/0/place/name").asString()).isEqualTo(NEW);
        assertThat(listed.at("/targets/0/way").asString()).isEqualTo("MIGRATE");
        assertThat(listed.at("/targets/0/changes/0/app").asString()).isEqualTo("frappe");

        var job = ended(update(NEW));

        assertThat(job.state()).as(job.toString()).isEqualTo(JobState.SUCCEEDED);
        assertThat(job.steps().stream().map(JobStep::name))
                .containsExactly(
                        "compare-benches", "back-up-bench-site", "update-bench-site", "move-bench-home", "verify");
        assertThat(benches.ordered()).containsExactly("Backup Site", "Update Site Migrate");
        assertThat(benches.has(NEW)).isTrue();
        assertThat(benches.isClosed(NEW)).isFalse();
        assertThat(benches.ask("select migrated from db.tabUser where name = 'Guest'"))
                .containsExactly("1");
        assertThat(home()).isEqualTo(NEW);
        assertThat(Client.json(api.get("/api/sites/" + benches.slug + "/backups"))
                        .get("items"))
                .hasSize(1);
        assertThat(Client.json(api.get(path())).at("/last/0/state").asString()).isEqualTo("SUCCEEDED");
        assertThat(database.sql("select details ->> 'to' from audit_event where action = 'site.update-on-bench'"
                                + " and details ->> 'slug' = ?")
                        .param(benches.slug)
                        .query(String.class)
                        .list())
                .containsExactly(NEW);
    }

    @Test
    void where_the_versions_are_the_same_nothing_is_migrated() {
        sameVersions();
        assertThat(Client.json(api.get(path())).at("/targets/0/way").asString()).isEqualTo("NONE");

        var job = ended(update(NEW));

        assertThat(job.state()).as(job.toString()).isEqualTo(JobState.SUCCEEDED);
        assertThat(benches.ordered()).containsExactly("Backup Site", "Update Site Pull");
        assertThat(benches.ask("show columns from db.tabUser")).doesNotContain("migrated");
        assertThat(home()).isEqualTo(NEW);
    }

    @Test
    void after_a_failed_migration_the_site_answers_on_its_old_bench_with_its_tables() {
        benches.write("migration.sql", "drop table tabDefaultValue;");
        benches.write("fail-migrate-tables", "pymysql.err.OperationalError: (1054, \"Unknown column 'foo'\")");

        var job = ended(update(NEW));

        assertThat(job.state()).isEqualTo(JobState.FAILED);
        var why = Objects.requireNonNull(job.failure());
        assertThat(why.code()).isEqualTo("bench-update-failed");
        assertThat(why.arguments().get("said")).contains("Unknown column");
        assertThat(benches.ordered())
                .containsExactly("Backup Site", "Update Site Migrate", "Recover Failed Site Migrate");
        assertAnswersOnTheOld();
        assertThat(benches.ask("select defkey from db.tabDefaultValue")).containsExactly("time_zone");
        assertThat(state()).isEqualTo("LIVE");
        assertThat(Client.json(api.get("/api/sites/" + benches.slug))
                        .get("problem")
                        .toString())
                .contains("Unknown column");

        benches.remove("fail-migrate-tables");
        benches.remove("migration.sql");
        retry(job);
        assertThat(ended(job.id()).state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(benches.ordered()).endsWith("Backup Site", "Update Site Migrate");
        assertThat(home()).isEqualTo(NEW);
    }

    @Test
    void a_site_that_does_not_answer_after_its_update_goes_back() {
        benches.silence(NEW);

        var job = ended(update(NEW));

        assertThat(job.state()).isEqualTo(JobState.FAILED);
        assertThat(Objects.requireNonNull(job.failure()).code()).isEqualTo("bench-update-silent");
        assertThat(benches.ordered()).contains("Recover Failed Site Migrate");
        assertAnswersOnTheOld();
        await().atMost(LONG)
                .until(() -> Client.json(api.get("/api/sites/" + benches.slug))
                        .at("/problem")
                        .toString()
                        .contains("503"));
    }

    @Test
    void an_update_that_is_called_off_in_the_middle_goes_back() {
        benches.write("slow-migrate-tables", "");
        var job = begun(update(NEW));
        benches.awaitMigration();
        assertRefused(update(NEW), 409, "site-busy");
        assertRefused(
                api.delete("/api/bench-servers/" + benches.server + "/benches/" + benches.id(NEW)),
                409,
                "bench-at-update");

        assertThat(api.post("/api/jobs/" + job + "/cancel", Map.of()).statusCode())
                .isEqualTo(202);

        assertThat(ended(job).state()).isEqualTo(JobState.CANCELLED);
        assertAnswersOnTheOld();
        assertThat(state()).isEqualTo("LIVE");
    }

    @Test
    void an_agent_that_goes_away_in_the_middle_is_waited_for() {
        benches.write("slow-migrate-tables", "");
        var job = begun(update(NEW));
        benches.awaitMigration();
        benches.leave();
        benches.remove("slow-migrate-tables");
        benches.comeBack();

        assertThat(ended(job).state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(benches.ordered()).containsExactly("Backup Site", "Update Site Migrate");
        assertThat(home()).isEqualTo(NEW);
    }

    @Test
    void an_agent_that_is_killed_in_the_middle_goes_on() throws Exception {
        var process = benches.process();
        benches.write("slow-migrate-tables", "");
        var job = begun(update(NEW));
        benches.awaitMigration();
        process.destroyForcibly().waitFor();
        benches.remove("slow-migrate-tables");
        benches.comeBack();

        assertThat(ended(job).state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(benches.ordered()).containsExactly("Backup Site", "Update Site Migrate");
        assertThat(home()).isEqualTo(NEW);
    }

    @Test
    void a_connection_to_the_database_that_breaks_on_the_way_back_is_tried_once_more() throws Exception {
        var lost = home.resolve("lost-once");
        benches.program("mariadb", """
                if rm %s 2> /dev/null; then
                    cat > /dev/null
                    echo 'ERROR 2006 (HY000) at line 1: MySQL server has gone away'
                    exit 1
                fi
                exec /usr/bin/mariadb "$@"
                """.formatted(lost));
        var process = benches.process();
        benches.write("slow-migrate-tables", "");
        var job = begun(update(NEW));
        benches.awaitMigration();
        Files.createFile(lost);
        api.post("/api/jobs/" + job + "/cancel", Map.of());

        assertThat(ended(job).state()).isEqualTo(JobState.CANCELLED);
        assertThat(benches.ordered()).endsWith("Recover Failed Site Migrate", "Restore Site Tables");
        assertThat(benches.has(OLD)).isTrue();
        assertThat(benches.isClosed(OLD)).isFalse();
        assertThat(benches.ask("show columns from db.tabUser")).doesNotContain("migrated");
        assertThat(home()).isEqualTo(OLD);
        process.destroyForcibly().waitFor();
    }

    @Test
    void a_way_back_that_fails_is_fatal_until_somebody_mends_its_cause() throws IOException {
        benches.write("slow-migrate-tables", "");
        var job = begun(update(NEW));
        benches.awaitMigration();
        var dump = benches.on(NEW).resolve(".migrate/tabUser.sql.gz");
        var whole = Files.readAllBytes(dump);
        Files.write(dump, List.of("broken"));
        api.post("/api/jobs/" + job + "/cancel", Map.of());

        var over = ended(job);
        assertThat(over.state()).isEqualTo(JobState.FAILED);
        var why = Objects.requireNonNull(over.failure());
        assertThat(why.code()).isEqualTo("bench-update-fatal");
        assertThat(why.arguments()).containsEntry("job", "Recover Failed Site Migrate");
        assertThat(state()).isEqualTo("BROKEN");
        assertRefused(update(NEW), 409, "site-state");

        Files.write(benches.on(OLD).resolve(".migrate/tabUser.sql.gz"), whole);
        retry(over);
        var returned = ended(job);
        assertThat(Objects.requireNonNull(returned.failure()).code()).isEqualTo("bench-update-returned");
        assertThat(benches.ordered()).endsWith("Recover Failed Site Migrate", "Restore Site Tables");
        assertThat(benches.has(OLD)).isTrue();
        assertThat(benches.isClosed(OLD)).isFalse();
        assertThat(benches.ask("show columns from db.tabUser")).doesNotContain("migrated");
        assertThat(state()).isEqualTo("LIVE");
    }

    /** What becomes of the order of the first way back, in the database itself. */
    private void firstWayBack(String becomes) {
        database.sql("""
                        create function first_way_back() returns trigger language plpgsql as $$
                        begin
                            if not exists (select 1 from agent_job where server_id = new.server_id and name like 'Recover%%') then
                                %s;
                            end if;
                            return new;
                        end $$
                        """.formatted(becomes)).update();
        database.sql("""
                        create trigger first_way_back before insert on agent_job
                        for each row when (new.name like 'Recover%') execute function first_way_back()
                        """).update();
    }

    @Test
    void a_way_back_that_was_never_delivered_is_ordered_once_more() {
        firstWayBack("new.state := 'DELIVERY_FAILURE'; new.ended_at := now(); new.reason_code := 'agent-error'");
        benches.write("fail-migrate-tables", "(1054, \"Unknown column 'foo'\")");

        var job = ended(update(NEW));

        assertThat(Objects.requireNonNull(job.failure()).code()).isEqualTo("bench-update-failed");
        assertThat(benches.ordered())
                .containsExactly(
                        "Backup Site",
                        "Update Site Migrate",
                        "Recover Failed Site Migrate",
                        "Recover Failed Site Migrate");
        assertAnswersOnTheOld();
        assertThat(state()).isEqualTo("LIVE");
    }

    @Test
    void a_way_back_that_nobody_ends_is_given_up_and_the_site_is_lost() {
        firstWayBack("new.next_at := now() + interval '1 day'");
        benches.write("fail-migrate-tables", "(1054, \"Unknown column 'foo'\")");
        assertLostOnceGivenUp(begun(update(NEW)));
    }

    @Test
    void a_fault_of_our_own_on_the_way_back_is_waited_out_and_then_told() {
        firstWayBack("raise exception 'no space left in the database of the application'");
        benches.write("fail-migrate-tables", "(1054, \"Unknown column 'foo'\")");
        var job = begun(update(NEW));
        assertLostOnceGivenUp(job);

        letGo();
        retry(work.find(job).orElseThrow());
        await().atMost(LONG).until(() -> state().equals("LIVE"));
        assertThat(Objects.requireNonNull(ended(job).failure()).code()).isEqualTo("bench-update-returned");
        assertAnswersOnTheOld();
    }

    private void assertLostOnceGivenUp(JobId job) {
        await().atMost(LONG).until(() -> benches.ordered().contains("Update Site Migrate"));
        Undo.giveUp(database, job.toString(), "update-bench-site");
        assertThat(Objects.requireNonNull(ended(job).failure()).code()).isEqualTo("undo-failed");
        await().atMost(LONG).until(() -> state().equals("BROKEN"));
        assertThat(Client.json(api.get("/api/sites/" + benches.slug))
                        .at("/problem/code")
                        .asString())
                .isEqualTo("undo-failed");
    }

    @Test
    void a_lost_site_that_arrived_after_all_and_is_in_use_is_kept_where_it_is() {
        firstWayBack("raise exception 'no space left in the database of the application'");
        benches.silence(NEW);
        var job = begun(update(NEW));
        assertLostOnceGivenUp(job);
        letGo();
        benches.silence("");

        retry(work.find(job).orElseThrow());

        await().atMost(LONG).until(() -> work.find(job).orElseThrow().state() == JobState.SUCCEEDED);
        assertThat(benches.ordered()).containsExactly("Backup Site", "Update Site Migrate");
        assertThat(benches.has(NEW)).isTrue();
        assertThat(home()).isEqualTo(NEW);
        assertThat(state()).isEqualTo("LIVE");
    }

    private void letGo() {
        database.sql("drop trigger if exists first_way_back on agent_job").update();
        database.sql("drop function if exists first_way_back").update();
    }

    @Test
    void what_moves_a_site_is_neither_called_off_nor_repeated_by_hand() {
        benches.write("slow-migrate-tables", "");
        var job = begun(update(NEW));
        benches.awaitMigration();
        var moving = database.sql("select id::text from agent_job where server_id = ?::uuid and name like 'Update%'")
                .param(benches.server)
                .query(String.class)
                .single();
        assertRefused(api.post("/api/agent-jobs/" + moving + "/cancel", Map.of()), 409, "agent-job-of-step");
        var person = Client.of(environment).signedIn("admin", Client.ADMIN_PASSWORD);
        assertThat(person.get("/agent-jobs/" + moving).body())
                .doesNotContain("/agent-jobs/" + moving + "/cancellation");
        api.post("/api/jobs/" + job + "/cancel", Map.of());
        ended(job);
        assertRefused(api.post("/api/agent-jobs/" + moving + "/retry", Map.of()), 409, "agent-job-of-step");
        assertThat(person.get("/agent-jobs/" + moving).body()).doesNotContain("/agent-jobs/" + moving + "/retry");
    }

    @Test
    void what_cannot_be_is_refused_and_nothing_is_ordered() {
        assertRefused(api.post(path(), Map.of()), 422, "invalid");
        assertRefused(api.post(path(), Map.of("bench", "x")), 422, "invalid");
        assertRefused(api.post(path(), Map.of("bench", UUID.randomUUID().toString())), 422, "invalid");
        assertRefused(update(OLD), 422, "invalid");
        benches.write("sites/apps.txt", "erpnext\n");
        database.sql("update bench set apps = '{\"erpnext\": \"\"}' where id = ?::uuid")
                .param(benches.id(NEW))
                .update();
        assertRefused(update(NEW), 409, "bench-lacks-apps");
        assertThat(Client.json(api.get(path())).get("targets")).isEmpty();
        benches.write("sites/apps.txt", "frappe\nerpnext\n");
        sameVersions();
        database.sql("update bench set apps = apps || '{\"frappe\": \"15.9.0\"}' where id = ?::uuid")
                .param(benches.id(NEW))
                .update();
        assertThat(Client.json(api.get(path())).at("/targets/0/way").asString()).isEqualTo("NO_WAY");
        assertRefused(update(NEW), 409, "bench-update-no-way");

        var editor = people.program(people.member(people.firstTeam(), Role.EDITOR));
        assertThat(editor.get(path()).statusCode()).isEqualTo(200);
        assertThat(editor.post(path(), Map.of("bench", benches.id(NEW))).statusCode())
                .isEqualTo(403);
        assertThat(benches.ordered()).isEmpty();
    }

    /** The old bench stands at the first state of a group, the new one at the second. */
    private UUID grouped(boolean migrates) {
        furniture.frameworkAt("16.0.0");
        furniture.published("frappe", new ReleaseForm("16.1.0", "", Map.of(), migrates));
        furniture.app("erpnext", "ERPNext", "");
        furniture.published("erpnext", "16.0.0", ">=16");
        var group = furniture.group("Version 16", Map.of("frappe", "16.0.0", "erpnext", "16.0.0"));
        furniture.take(UUID.fromString(benches.id(OLD)), group);
        furniture.renew(group, Map.of("frappe", "16.1.0", "erpnext", "16.0.0"));
        furniture.take(UUID.fromString(benches.id(NEW)), group);
        return group;
    }

    @Test
    void the_newest_bench_of_the_group_is_marked_and_says_what_changes() {
        grouped(false);
        try {
            var target = Client.json(api.get(path())).at("/targets/0");
            assertThat(target.get("newest").asBoolean()).isTrue();
            assertThat(target.get("way").asString()).isEqualTo("PULL");
            assertThat(target.at("/place/group").asString()).isEqualTo("Version 16");
            assertThat(target.at("/place/state").asInt()).isEqualTo(2);
            assertThat(target.get("changes")).hasSize(1);
            assertThat(target.at("/changes/0/from").asString()).isEqualTo("16.0.0");
            assertThat(target.at("/changes/0/to").asString()).isEqualTo("16.1.0");

            var bulk = Map.of("action", "UPDATE", "sites", List.of(benches.slug));
            var editor = people.program(people.member(people.firstTeam(), Role.EDITOR));
            assertThat(editor.post("/api/sites/bulk", bulk).statusCode()).isEqualTo(403);
            assertThat(api.post("/api/sites/bulk", bulk).body()).contains("BEGUN");
            await().atMost(LONG)
                    .until(() -> Client.json(api.get(path()))
                            .at("/last/0/state")
                            .asString("")
                            .equals("SUCCEEDED"));
            assertThat(benches.ordered()).containsExactly("Backup Site", "Update Site Pull");
            assertThat(home()).isEqualTo(NEW);
            assertThat(api.post("/api/sites/bulk", bulk).body()).contains("REFUSED");
        } finally {
            ungroup();
        }
    }

    @Test
    void a_version_that_changed_the_database_is_migrated_and_never_left_behind() {
        grouped(true);
        try {
            assertThat(Client.json(api.get(path())).at("/targets/0/way").asString())
                    .isEqualTo("MIGRATE");
            assertThat(ended(update(NEW)).state()).isEqualTo(JobState.SUCCEEDED);
            assertThat(Client.json(api.get(path())).at("/targets/0/way").asString())
                    .isEqualTo("NO_WAY");
            assertRefused(update(OLD), 409, "bench-update-no-way");
        } finally {
            ungroup();
        }
    }

    @Test
    void a_bench_of_a_group_that_is_reserved_for_others_is_none_for_the_site_until_its_team_may() {
        grouped(false);
        try {
            var group = database.sql("select id::text from release_group")
                    .query(String.class)
                    .single();
            reserve(group, people.stranger().team());
            assertThat(Client.json(api.get(path())).get("targets")).isEmpty();
            assertRefused(update(NEW), 422, "invalid");
            var bulk = Map.of("action", "UPDATE", "sites", List.of(benches.slug));
            assertThat(api.post("/api/sites/bulk", bulk).body()).contains("REFUSED");
            assertThat(benches.ordered()).isEmpty();

            reserve(group, people.firstTeam());
            assertThat(Client.json(api.get(path())).get("targets")).hasSize(1);
        } finally {
            ungroup();
        }
    }

    private void reserve(String group, TeamId team) {
        var answer = api.put("/api/release-groups/" + group + "/teams", Map.of("teams", List.of(team.toString())));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private void ungroup() {
        database.sql("update bench set release_group_id = null, release_group_number = null where server_id = ?::uuid")
                .param(benches.server)
                .update();
        for (var table : List.of("release_group", "app_release", "app")) {
            database.sql("delete from " + table).update();
        }
    }

    @Test
    void the_tab_asks_for_the_name_before_it_updates_and_lists_what_became_of_it() {
        var person = Client.of(environment).signedIn("admin", Client.ADMIN_PASSWORD);
        var tab = "/sites/" + benches.slug + "/updates";
        var shown = Jsoup.parse(person.get(tab).body());
        var ask = shown.select("a[href=" + tab + "/" + benches.id(NEW) + "]");
        assertThat(ask).hasSize(1);
        assertThat(shown.select(".empty-state")).hasSize(1);

        assertThat(person.submit(ask.attr("href"), Map.of("name", "another")).statusCode())
                .isEqualTo(422);
        assertThat(benches.ordered()).isEmpty();
        var name =
                Client.json(api.get("/api/sites/" + benches.slug)).get("name").asString();
        assertThat(person.submit(ask.attr("href"), Map.of("name", name)).statusCode())
                .isEqualTo(302);
        await().atMost(LONG).until(() -> benches.has(NEW) && home().equals(NEW));
        await().atMost(LONG)
                .until(() -> Jsoup.parse(person.get(tab).body())
                                .select("section a[href*=/jobs/]")
                                .size()
                        == 1);

        var viewer = people.browser(people.member(people.firstTeam(), Role.VIEWER));
        assertThat(Jsoup.parse(viewer.get(tab).body()).select("a[href^=" + tab + "/]"))
                .isEmpty();
        assertThat(viewer.get(tab + "/" + benches.id(OLD)).statusCode()).isEqualTo(403);
    }

    @Test
    void an_agent_that_is_away_is_said() {
        benches.leave();
        assertThat(api.get(path()).statusCode()).isEqualTo(502);
        assertThat(update(NEW).statusCode()).isEqualTo(502);
        var tab = Client.of(environment)
                .signedIn("admin", Client.ADMIN_PASSWORD)
                .get("/sites/" + benches.slug + "/updates");
        assertThat(tab.statusCode()).isEqualTo(200);
        assertThat(Jsoup.parse(tab.body()).select(".note.bad .note-remedy").text())
                .isNotBlank();
        benches.comeBack();
    }

    private String path() {
        return "/api/sites/" + benches.slug + "/updates";
    }

    private HttpResponse<String> update(String benchName) {
        return api.post(path(), Map.of("bench", benches.id(benchName)));
    }

    private void assertAnswersOnTheOld() {
        assertThat(benches.has(OLD)).isTrue();
        assertThat(benches.has(NEW)).isFalse();
        assertThat(benches.isClosed(OLD)).isFalse();
        assertThat(home()).isEqualTo(OLD);
        assertThat(benches.ask("show columns from db.tabUser")).doesNotContain("migrated");
        assertThat(benches.ask("show tables from `db`")).doesNotContain("tabMade by Migration");
    }

    private String home() {
        return Client.json(api.get(path())).at("/home/name").asString();
    }

    private String state() {
        return Client.json(api.get("/api/sites/" + benches.slug)).get("state").asString();
    }

    private static JobId begun(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        return JobId.of(Client.json(answer).get("job").asString());
    }

    private Job ended(HttpResponse<String> answer) {
        return ended(begun(answer));
    }

    private Job ended(JobId job) {
        await().atMost(LONG).until(() -> !work.find(job).orElseThrow().state().isActive());
        return work.find(job).orElseThrow();
    }

    private void retry(Job job) {
        assertThat(api.post("/api/jobs/" + job.id() + "/retry", Map.of()).statusCode())
                .isEqualTo(202);
    }

    private static void assertRefused(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(Client.json(answer).get("code").asString()).isEqualTo(code);
    }
}
