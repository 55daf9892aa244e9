package io.chantier.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.chantier.protocol.AgentJob;
import io.chantier.protocol.AgentStatus;
import io.chantier.protocol.AgentStep;
import io.chantier.protocol.JobCreated;
import io.chantier.protocol.Wire;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A site goes from one bench to another and back, with its tables on a real MariaDB and its visitors at a real nginx. */
class UpdateTest {

    private static final String OTHER = "bench-0001-000002-n1";
    private static final String SITE = "shop.local.test";

    private static final MariaDbServer DATABASES = MariaDbServer.shared();

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path home;

    private final WebProgram old = new WebProgram("the old bench");
    private final WebProgram fresh = new WebProgram("the new bench");
    private final RedisServer redis = RedisServer.shared();

    @SuppressWarnings("NullAway.Init") // set before each test
    private StandInBench bench;

    @SuppressWarnings("NullAway.Init") // set before each test
    private TestSite site;

    @SuppressWarnings("NullAway.Init") // set before each test
    private TestNginx nginx;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Agent agent;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Client client;

    @BeforeEach
    void start() throws IOException, InterruptedException {
        bench = StandInBench.in(home, DATABASES, redis);
        bench.write("config.json", "{\"web_port\": " + old.port() + "}");
        other("config.json", "{\"web_port\": " + fresh.port() + "}");
        other("sites/apps.txt", "frappe\n");
        other(
                "sites/common_site_config.json",
                Files.readString(bench.folder().resolve("sites/common_site_config.json")));
        site = TestSite.on(bench, SITE);
        site.tell(
                "create table `tabSales Invoice` (name varchar(140) primary key, total int)",
                "insert into `tabSales Invoice` values ('één', 1), ('two''s', 2)");
        nginx = new TestNginx(home.resolve("nginx"), Ports.free());
        agent = started();
        client = Client.of(agent);
    }

    private Agent started() {
        return TestAgents.start(home, nginx.of(bench));
    }

    @AfterEach
    void stop() {
        agent.close();
        nginx.close();
        old.close();
        fresh.close();
        site.drop();
    }

    private void other(String file, String text) throws IOException {
        var path = bench.directory().resolve(OTHER).resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    @Test
    void an_update_moves_the_site_and_migrates_it() {
        var job = over(post(StandInBench.NAME, "/update/migrate", Map.of("target", OTHER)));

        assertThat(job.status()).as(Wire.write(job)).isEqualTo(AgentStatus.SUCCESS);
        assertThat(job.steps())
                .extracting(AgentStep::name)
                .containsExactly(
                        "Enable Maintenance Mode",
                        "Wait for Enqueued Jobs",
                        "Clear Backup Directory",
                        "Backup Site Tables",
                        "Move Site",
                        "Bench Setup NGINX",
                        "Bench Setup NGINX Target",
                        "Reload NGINX",
                        "Migrate Site",
                        "Log Touched Tables",
                        "Disable Maintenance Mode",
                        "Build Search Index");
        assertThat(site.ask("select migrated from tabUser where name = 'Guest'"))
                .containsExactly("1");
        assertThat(Wire.write(step(job, "Log Touched Tables").data()))
                .isEqualTo("[\"tabMade by Migration\",\"tabPatch Log\",\"tabUser\"]");
        assertThat(step(job, "Backup Site Tables").data().path("tables").has("tabSales Invoice"))
                .isTrue();
        assertThat(site.on(OTHER).resolve("site_config.json")).exists();
        assertThat(site.on(StandInBench.NAME)).doesNotExist();
        nginx.awaitVisit(SITE, "/", "the new bench serves " + SITE);
        assertThat(maintenance(OTHER)).isZero();
    }

    @Test
    void after_a_failed_migration_the_site_goes_back_with_the_tables_that_were_touched() throws IOException {
        other(
                "migration.sql",
                "drop table `tabDefaultValue`; update `tabSales Invoice` set total = 7 where total = 1;");
        other("fail-migrate-tables", "pymysql.err.OperationalError: (1054, \"Unknown column 'foo'\")");

        var failed = over(post(StandInBench.NAME, "/update/migrate", Map.of("target", OTHER)));

        assertThat(failed.status()).isEqualTo(AgentStatus.FAILURE);
        assertThat(failed.steps().getLast().name()).isEqualTo("Migrate Site");
        assertThat(Wire.write(failed.data())).contains("Unknown column");
        assertThat(site.ask("select migrated from tabUser where name = 'Guest'"))
                .containsExactly("1");

        var back = over(post(
                OTHER,
                "/update/migrate/recover",
                Map.of("target", StandInBench.NAME, "activate", true, "restore_touched_tables", true)));

        assertThat(back.status()).as(Wire.write(back)).isEqualTo(AgentStatus.SUCCESS);
        assertThat(back.steps())
                .extracting(AgentStep::name)
                .containsExactly(
                        "Move Site",
                        "Bench Setup NGINX",
                        "Bench Setup NGINX Target",
                        "Reload NGINX",
                        "Restore Touched Tables",
                        "Disable Maintenance Mode");
        assertThat(site.ask("select count(*) from information_schema.columns where column_name = 'migrated'"
                        + " and table_schema = database()"))
                .containsExactly("0");
        assertThat(site.ask("select name from tabUser")).containsExactlyInAnyOrder("Administrator", "Guest");
        assertThat(site.ask("select defkey from tabDefaultValue")).containsExactly("time_zone");
        assertThat(site.ask("show tables")).doesNotContain("tabMade by Migration");
        // What the migration did not say that it touched stays as it is now.
        assertThat(site.ask("select total from `tabSales Invoice` where name = 'één'"))
                .containsExactly("7");
        var told = step(back, "Restore Touched Tables").data();
        assertThat(told.path("restored").propertyNames())
                .containsExactlyInAnyOrder("tabDefaultValue", "tabPatch Log", "tabUser");
        assertThat(told.path("dropped").propertyNames()).containsExactly("tabMade by Migration");
        nginx.awaitVisit(SITE, "/", "the old bench serves " + SITE);
        assertThat(maintenance(StandInBench.NAME)).isZero();
    }

    @Test
    void all_tables_come_back_where_that_is_wanted() {
        over(post(StandInBench.NAME, "/update/migrate", Map.of("target", OTHER)));
        site.tell("delete from `tabSales Invoice`");

        var job = over(post(OTHER, "/update/migrate/restore", Map.of("activate", true)));

        assertThat(job.status()).as(Wire.write(job)).isEqualTo(AgentStatus.SUCCESS);
        assertThat(site.ask("select name from `tabSales Invoice`")).containsExactlyInAnyOrder("één", "two's");
        assertThat(step(job, "Restore Site Tables").data().path("tables").has("tabUser.sql.gz"))
                .isTrue();
    }

    @Test
    void a_list_of_touched_tables_that_this_update_did_not_leave_is_not_believed() throws IOException {
        other("migration.sql", "update `tabSales Invoice` set total = 7 where total = 1;");
        other("fail-migrate-tables", "");
        over(post(StandInBench.NAME, "/update/migrate", Map.of("target", OTHER)));
        Files.writeString(site.on(OTHER).resolve("touched_tables.json"), "[\"tabPatch Log\"]");

        var back = over(post(OTHER, "/update/migrate/recover", Map.of("target", StandInBench.NAME)));

        assertThat(back.status()).as(Wire.write(back)).isEqualTo(AgentStatus.SUCCESS);
        assertThat(site.ask("select total from `tabSales Invoice` where name = 'één'"))
                .containsExactly("1");
        assertThat(site.ask("show columns from tabUser")).doesNotContain("migrated");
        assertThat(site.ask("show tables")).doesNotContain("tabMade by Migration");
    }

    @Test
    void a_broken_file_of_one_table_leaves_all_tables_alone() throws IOException {
        over(post(StandInBench.NAME, "/update/migrate", Map.of("target", OTHER)));
        var dump = site.on(OTHER).resolve(".migrate/tabUser.sql.gz");
        var bytes = Files.readAllBytes(dump);
        Files.write(dump, Arrays.copyOf(bytes, bytes.length - 20));
        site.tell("delete from `tabSales Invoice`");

        var job = over(post(OTHER, "/update/migrate/restore", Map.of()));

        assertThat(job.status()).isEqualTo(AgentStatus.FAILURE);
        assertThat(Wire.write(job.data())).contains("table-dump-incomplete").contains("tabUser");
        assertThat(site.ask("select name from `tabSales Invoice`")).isEmpty();
    }

    @Test
    void tables_that_cannot_be_kept_leave_the_site_answering_where_it_is() throws IOException {
        var config = site.on(StandInBench.NAME).resolve("site_config.json");
        Files.writeString(
                config,
                Files.readString(config).replaceAll("\"db_password\": \"[^\"]*\"", "\"db_password\": \"wrong\""));

        var job = over(post(StandInBench.NAME, "/update/migrate", Map.of("target", OTHER)));

        assertThat(job.status()).isEqualTo(AgentStatus.FAILURE);
        assertThat(Wire.write(job.data())).contains("database-denied");
        assertThat(config).exists();
        assertThat(maintenance(StandInBench.NAME)).isZero();
    }

    @Test
    void a_place_that_is_taken_meanwhile_leaves_the_site_answering_where_it_is() throws IOException {
        bench.write("slow-ready-for-migration", "");
        long number = post(StandInBench.NAME, "/update/migrate", Map.of("target", OTHER));
        Files.createDirectories(site.on(OTHER));
        bench.remove("slow-ready-for-migration");

        var job = over(number);

        assertThat(job.status()).isEqualTo(AgentStatus.FAILURE);
        assertThat(Wire.write(job.data())).contains("site-not-moved");
        assertThat(maintenance(StandInBench.NAME)).isZero();
    }

    @Test
    void an_update_that_is_cancelled_before_the_site_moved_leaves_it_answering_where_it_is() {
        bench.write("slow-ready-for-migration", "");
        long number = post(StandInBench.NAME, "/update/migrate", Map.of("target", OTHER));
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> client.job(number).steps().stream()
                        .anyMatch(step -> step.name().equals("Wait for Enqueued Jobs")));

        client.post("/jobs/" + number + "/cancel");

        assertThat(over(number).status()).isEqualTo(AgentStatus.FAILURE);
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> maintenance(StandInBench.NAME) == 0);
        assertThat(site.on(StandInBench.NAME).resolve("site_config.json")).exists();
        bench.remove("slow-ready-for-migration");
    }

    @Test
    void the_password_of_the_database_is_nowhere_in_what_is_told() throws IOException {
        var password = Wire.tree(Files.readString(site.on(StandInBench.NAME).resolve("site_config.json")))
                .get("db_password")
                .asString();

        var job = over(post(StandInBench.NAME, "/update/migrate", Map.of("target", OTHER)));

        assertThat(Wire.write(job)).doesNotContain(password);
        assertThat(step(job, "Backup Site Tables").commands()).isNotEmpty();
    }

    @Test
    void a_pull_moves_the_site_without_a_migration_and_a_recovery_brings_it_back() {
        var job = over(post(StandInBench.NAME, "/update/pull", Map.of("target", OTHER, "activate", false)));
        assertThat(job.status()).as(Wire.write(job)).isEqualTo(AgentStatus.SUCCESS);
        assertThat(maintenance(OTHER)).isEqualTo(1);
        nginx.awaitVisit(SITE, "/", "the new bench serves");

        var back = over(post(OTHER, "/update/pull/recover", Map.of("target", StandInBench.NAME)));
        assertThat(back.status()).as(Wire.write(back)).isEqualTo(AgentStatus.SUCCESS);
        assertThat(maintenance(StandInBench.NAME)).isZero();
        nginx.awaitVisit(SITE, "/", "the old bench serves");
        assertThat(site.ask("show columns from tabUser")).doesNotContain("migrated");
    }

    @Test
    void a_site_moves_to_another_bench_with_a_migration() {
        var job = over(post(StandInBench.NAME, "/move_to_bench", Map.of("target", OTHER, "deactivate", true)));
        assertThat(job.status()).as(Wire.write(job)).isEqualTo(AgentStatus.SUCCESS);
        assertThat(job.name()).isEqualTo("Move Site to Bench");
        assertThat(site.ask("select migrated from tabUser where name = 'Guest'"))
                .containsExactly("1");
        nginx.awaitVisit(SITE, "/", "the new bench serves");
    }

    @Test
    void scripts_of_apps_run_before_the_migration() {
        var script = "frappe.db.sql(\"insert into tabDefaultValue values ('script', 'ran', 'yes')\")\n";
        var job = over(post(
                StandInBench.NAME,
                "/update/migrate",
                Map.of("target", OTHER, "before_migrate_scripts", Map.of("frappe", script))));

        assertThat(job.status()).as(Wire.write(job)).isEqualTo(AgentStatus.SUCCESS);
        assertThat(site.ask("select defkey from tabDefaultValue where parent = 'script'"))
                .containsExactly("ran");
        assertThat(step(job, "Run App Specific Scripts").data().has("frappe")).isTrue();
    }

    @Test
    void a_renamed_site_gets_its_first_user_and_keeps_its_database() {
        var user = Map.of("email", "eva@client.test", "first_name", "Eva", "password", "Ev4-s3cret!");
        var job = over(post(StandInBench.NAME, "/rename", Map.of("new_name", "eva.local.test", "create_user", user)));

        assertThat(job.status()).as(Wire.write(job)).isEqualTo(AgentStatus.SUCCESS);
        assertThat(job.steps().getLast().name()).isEqualTo("Create User");
        assertThat(Wire.write(job)).doesNotContain("Ev4-s3cret!");
        assertThat(site.ask("select first_name from tabUser where name = 'eva@client.test'"))
                .containsExactly("Eva");
        nginx.awaitVisit("eva.local.test", "/", "the old bench serves eva.local.test");
    }

    @Test
    void two_updates_at_once_are_one_after_the_other_and_the_second_says_where_the_site_is_not() {
        long first = post(StandInBench.NAME, "/update/pull", Map.of("target", OTHER));
        long second = post(StandInBench.NAME, "/update/pull", Map.of("target", OTHER));

        assertThat(over(first).status()).isEqualTo(AgentStatus.SUCCESS);
        var job = over(second);
        assertThat(job.status()).isEqualTo(AgentStatus.FAILURE);
        assertThat(Wire.write(job.data())).contains("site-missing");
        assertThat(maintenance(OTHER)).isZero();
    }

    @Test
    void a_target_that_cannot_be_is_refused_at_once() throws IOException {
        assertThat(send(StandInBench.NAME, "/update/pull", Map.of("target", "bench-gone"))
                        .statusCode())
                .isEqualTo(404);
        assertThat(send(StandInBench.NAME, "/update/pull", Map.of("target", "../x"))
                        .statusCode())
                .isEqualTo(404);
        assertThat(send(StandInBench.NAME, "/update/pull", Map.of("target", StandInBench.NAME))
                        .statusCode())
                .isEqualTo(400);
        Files.createDirectories(site.on(OTHER));
        assertThat(send(StandInBench.NAME, "/update/pull", Map.of("target", OTHER))
                        .statusCode())
                .isEqualTo(409);
        assertThat(send(StandInBench.NAME, "/update/pull", Map.of("target", OTHER, "activate", "yes"))
                        .statusCode())
                .isEqualTo(400);
    }

    private int maintenance(String name) {
        try {
            return Wire.tree(Files.readString(site.on(name).resolve("site_config.json")))
                    .path("maintenance_mode")
                    .asInt();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static AgentStep step(AgentJob job, String name) {
        return job.steps().stream()
                .filter(step -> step.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private long post(String bench, String path, Map<String, ?> body) {
        var answer = send(bench, path, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Wire.read(answer.body(), JobCreated.class).job();
    }

    private HttpResponse<String> send(String bench, String path, Map<String, ?> body) {
        return client.post("/benches/" + bench + "/sites/" + SITE + path, Wire.write(body));
    }

    private AgentJob over(long job) {
        return client.over(job);
    }
}
