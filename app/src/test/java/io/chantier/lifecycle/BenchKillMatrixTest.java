package io.chantier.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.chantier.Client;
import io.chantier.TestDatabase;
import io.chantier.agent.MariaDbServer;
import io.chantier.agent.RedisServer;
import io.chantier.agent.StandInBench;
import io.chantier.benches.RealAgent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills the application at each step of what it does with a site on a bench, when the step's work is done and its record is
 * not yet committed. The agent is ours, on a real MariaDB, and lives on.
 */
class BenchKillMatrixTest {

    private static final String SLUG = "killed";
    private static final String HOST = SLUG + ".localhost";
    private static final String OTHER = "bench-0001-000002-n1";

    @TempDir
    Path home;

    @TempDir
    Path blobs;

    private final String url = TestDatabase.fresh();
    private final HeldJournal journal = HeldJournal.at(url);
    private final MariaDbServer mariadb = MariaDbServer.shared();
    private final Set<String> databasesBefore = Set.copyOf(mariadb.made());
    private StandInBench bench;
    private RealAgent agent;
    private HttpServer web;
    private int edgePort;

    @BeforeEach
    void start() throws IOException {
        edgePort = ChildApp.freePort();
        bench = StandInBench.in(home, mariadb, RedisServer.shared());
        agent = new RealAgent(home, Map.of("CHANTIER_AGENT_BENCH_COMMAND", bench.program()));
        web = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        web.createContext("/", exchange -> {
            exchange.sendResponseHeaders(Files.exists(folder()) ? 200 : 404, -1);
            exchange.close();
        });
        web.start();
    }

    @AfterEach
    void stop() {
        web.stop(0);
        agent.close();
    }

    @Test
    void a_site_is_made_kept_and_archived_although_the_application_is_killed_at_every_step() throws Exception {
        killedAtEach(
                List.of("pick-bench", "make-bench-site", "route-bench-site", "verify", "announce", "first-backup"),
                this::orderSite,
                SLUG + " is made");
        assertThat(calls("new-site")).isOne();
        assertThat(journal.count("audit_event where action = 'site.live'")).isEqualTo(1);
        assertThat(journal.count("letter")).isEqualTo(1);
        assertThat(mariadb.made()).hasSize(databasesBefore.size() + 2);

        killedAtEach(
                List.of("back-up-bench-site", "migrate-bench-site"),
                api -> api.post(path("/migration"), Map.of()),
                SLUG + " is migrated");
        assertThat(calls("migrate")).isOne();
        assertThat(calls("backup"))
                .as("the first one and the one before the migration")
                .isEqualTo(2);

        killedAtEach(
                List.of("close-bench-site", "deactivate-bench-site", "last-backup", "archive-bench-site"),
                api -> api.post(path("/archive"), Map.of()),
                SLUG + " is archived");
        assertThat(calls("drop-site")).isOne();
        assertThat(calls("backup")).isEqualTo(3);
        assertThat(mariadb.made()).hasSameElementsAs(databasesBefore);
        assertThat(folder()).doesNotExist();
        assertThat(Files.exists(bench.folder().resolve("archived").resolve(HOST)))
                .isTrue();
    }

    @Test
    void a_site_is_updated_although_the_application_is_killed_at_every_step() throws Exception {
        for (var file : List.of("config.json", "sites/apps.txt", "sites/common_site_config.json")) {
            var copy = bench.directory().resolve(OTHER).resolve(file);
            Files.createDirectories(copy.getParent());
            Files.copy(bench.folder().resolve(file), copy);
        }
        try (var first = app()) {
            var answer = orderSite(first.installation().api());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
            var made =
                    first.installation().finished(Client.json(answer).get("job").asString());
            assertThat(made.get("state").asString()).as(made.toPrettyString()).isEqualTo("SUCCEEDED");
            assertAgentIsDone(first.installation().api());
        }
        journal.forgetTheDead();

        killedAtEach(
                List.of("compare-benches", "back-up-bench-site", "update-bench-site", "move-bench-home", "verify"),
                api -> api.post(path("/updates"), Map.of("bench", target(api))),
                SLUG + " is updated");

        assertThat(calls("set-maintenance-mode on")).isOne();
        assertThat(calls("migrate")).isOne();
        assertThat(calls("backup"))
                .as("the first one and the one before the update")
                .isEqualTo(2);
        assertThat(journal.count("agent_job where name = 'Update Site Migrate'"))
                .isEqualTo(1);
        assertThat(journal.count("agent_job where name like 'Recover%'")).isZero();
    }

    private static String target(Client api) {
        return Client.json(api.get(path("/updates")))
                .at("/targets/0/place/bench")
                .asString();
    }

    /** Each time another process goes on; the last one comes to the end. */
    private void killedAtEach(List<String> steps, Function<Client, HttpResponse<String>> order, String what)
            throws Exception {
        String job;
        try (var first = app()) {
            journal.holdRecordOf(steps.getFirst());
            var answer = order.apply(first.installation().api());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
            job = Client.json(answer).get("job").asString();
            journal.awaitHeldRecord(steps.getFirst());
            first.kill();
        }
        for (var step : steps.subList(1, steps.size())) {
            journal.forgetTheDead();
            journal.holdRecordOf(step);
            try (var next = app()) {
                journal.awaitHeldRecord(step);
                next.kill();
            }
        }
        journal.forgetTheDead();
        journal.letGo();
        try (var last = app()) {
            var over = last.installation().finished(job);
            assertThat(over.get("state").asString())
                    .as(what + ": " + over.toPrettyString())
                    .isEqualTo("SUCCEEDED");
            assertAgentIsDone(last.installation().api());
        }
        journal.forgetTheDead();
    }

    private HttpResponse<String> orderSite(Client api) {
        var server = api.post(
                "/api/bench-servers",
                Map.of(
                        "name",
                        "S1",
                        "url",
                        agent.url(),
                        "password",
                        RealAgent.PASSWORD,
                        "databasePassword",
                        mariadb.rootPassword(),
                        "reach",
                        "http://127.0.0.1:" + web.getAddress().getPort()));
        assertThat(server.statusCode()).as(server.body()).isEqualTo(201);
        return api.post(
                "/api/bench-sites",
                Map.of("slug", SLUG, "apps", List.of("erpnext"), "adminPassword", "eine gute Passphrase"));
    }

    private static void assertAgentIsDone(Client api) {
        await().atMost(Duration.ofSeconds(60))
                .until(() -> Client.json(api.get("/api/agent-jobs?state=OPEN"))
                        .get("items")
                        .isEmpty());
    }

    private ChildApp app() throws IOException {
        return ChildApp.start(
                url,
                blobs,
                List.of(
                        "--chantier.encryption-key=a-key-that-all-of-them-share-in-this-test",
                        "--chantier.agent-jobs.tick=50ms",
                        "--chantier.agent-jobs.poll=20ms",
                        "--chantier.agent-jobs.lost=2s",
                        "--chantier.agent-jobs.lease=5s"),
                edgePort);
    }

    /** On both benches. */
    private long calls(String command) {
        return benches()
                .map(folder -> folder.resolve("called"))
                .filter(Files::exists)
                .flatMap(BenchKillMatrixTest::lines)
                .filter(line -> line.startsWith(command))
                .count();
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Stream<Path> benches() {
        return Stream.of(StandInBench.NAME, OTHER).map(bench.directory()::resolve);
    }

    /** Where the site is; where it is on no bench, where it was made first. */
    private Path folder() {
        return benches()
                .map(folder -> folder.resolve("sites").resolve(HOST))
                .filter(Files::exists)
                .findFirst()
                .orElseGet(() -> bench.folder().resolve("sites").resolve(HOST));
    }

    private static String path(String under) {
        return "/api/sites/" + SLUG + under;
    }
}
