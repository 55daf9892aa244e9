package io.chantier.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.chantier.protocol.AgentJob;
import io.chantier.protocol.AgentStatus;
import io.chantier.protocol.JobCreated;
import io.chantier.protocol.Wire;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The database server is killed in the middle of an update, and is there again later. */
class UpdateWithoutDatabaseTest {

    private static final String OLD = StandInBench.NAME;
    private static final String NEW = "bench-0001-000002-n1";
    private static final String SITE = "shop.local.test";

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path home;

    private final MariaDbServer database = MariaDbServer.start();

    @SuppressWarnings("NullAway.Init") // set before each test
    private StandInBench bench;

    @SuppressWarnings("NullAway.Init") // set before each test
    private TestSite site;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Agent agent;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Client client;

    @BeforeEach
    void start() throws Exception {
        bench = StandInBench.in(home, database, RedisServer.shared());
        site = TestSite.on(bench, database, SITE);
        site.otherBench(NEW);
        agent = TestAgents.start(home, bench.settings());
        client = Client.of(agent);
    }

    @AfterEach
    void stop() {
        agent.close();
        database.close();
    }

    @Test
    void a_server_that_is_killed_before_the_tables_are_kept_leaves_the_site_where_it_is() throws IOException {
        Files.createFile(bench.folder().resolve("slow-ready-for-migration"));
        long job = post(OLD, "/update/migrate", Map.of("target", NEW));
        awaitStep(job, "Wait for Enqueued Jobs");
        database.kill();
        Files.delete(bench.folder().resolve("slow-ready-for-migration"));

        var failed = over(job);

        assertThat(failed.status()).isEqualTo(AgentStatus.FAILURE);
        assertThat(Wire.write(failed.data())).contains("database-unreachable");
        assertThat(Wire.tree(config(OLD)).get("maintenance_mode").asInt()).isZero();
        database.again();
        var again = over(post(OLD, "/update/migrate", Map.of("target", NEW)));
        assertThat(again.status()).as(Wire.write(again)).isEqualTo(AgentStatus.SUCCESS);
        assertThat(site.ask("select migrated from tabUser where name = 'Guest'"))
                .containsExactly("1");
    }

    /** The last table waits for a lock, so that the others are kept already. */
    @Test
    void a_server_that_is_killed_while_the_tables_are_kept_leaves_the_site_where_it_is() throws Exception {
        site.tell("create table zz_last (name varchar(140))");
        try (var lock = database.connect("root", database.rootPassword(), "");
                var statement = lock.createStatement()) {
            statement.execute("lock tables " + site.table("zz_last") + " write");
            long job = post(OLD, "/update/migrate", Map.of("target", NEW));
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> !database.ask("select id from information_schema.processlist"
                                    + " where state like '%metadata lock%'")
                            .isEmpty());
            database.kill();

            var failed = over(job);

            assertThat(failed.status()).isEqualTo(AgentStatus.FAILURE);
            assertThat(failed.steps().getLast().name()).isEqualTo("Backup Site Tables");
            assertThat(Wire.write(failed.data())).containsAnyOf("Lost connection", "database-unreachable");
        }
        assertThat(Wire.tree(config(OLD)).get("maintenance_mode").asInt()).isZero();
        assertThat(site.on(NEW)).doesNotExist();
        database.again();
        var again = over(post(OLD, "/update/migrate", Map.of("target", NEW)));
        assertThat(again.status()).as(Wire.write(again)).isEqualTo(AgentStatus.SUCCESS);
        assertThat(site.ask("select migrated from tabUser where name = 'Guest'"))
                .containsExactly("1");
    }

    @Test
    void a_server_that_is_killed_during_the_migration_is_waited_for_on_the_way_back() throws IOException {
        Files.createFile(bench.directory().resolve(NEW).resolve("slow-migrate-tables"));
        long job = post(OLD, "/update/migrate", Map.of("target", NEW));
        awaitStep(job, "Migrate Site");
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> site.ask("show tables").contains("tabMade by Migration"));
        Files.createFile(bench.directory().resolve(NEW).resolve("fail-after-migrate"));
        database.kill();
        Files.delete(bench.directory().resolve(NEW).resolve("slow-migrate-tables"));
        assertThat(over(job).status()).isEqualTo(AgentStatus.FAILURE);

        long back = post(NEW, "/update/migrate/recover", Map.of("target", OLD));
        awaitStep(back, "Restore Touched Tables");
        database.again();

        var over = over(back);
        assertThat(over.status()).as(Wire.write(over)).isEqualTo(AgentStatus.SUCCESS);
        assertThat(site.ask("show tables")).doesNotContain("tabMade by Migration");
        assertThat(site.ask("show columns from tabUser")).doesNotContain("migrated");
        assertThat(Wire.tree(config(OLD)).get("maintenance_mode").asInt()).isZero();
    }

    private String config(String where) throws IOException {
        return Files.readString(site.on(where).resolve("site_config.json"));
    }

    private void awaitStep(long job, String name) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> client.job(job).steps().stream()
                        .anyMatch(step -> step.name().equals(name)));
    }

    private long post(String where, String path, Map<String, ?> body) {
        var answer = client.post("/benches/" + where + "/sites/" + SITE + path, Wire.write(body));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Wire.read(answer.body(), JobCreated.class).job();
    }

    private AgentJob over(long job) {
        return client.over(job);
    }
}
