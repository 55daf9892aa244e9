package io.chantier.benches;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.chantier.ChantierTest;
import io.chantier.Client;
import io.chantier.benches.hosting.AgentEnds;
import io.chantier.benches.hosting.AgentWork;
import io.chantier.benches.hosting.BenchData;
import io.chantier.benches.hosting.BenchKeeping;
import io.chantier.identity.Role;
import io.chantier.identity.TeamFixture;
import io.chantier.jobs.StepOutcome;
import io.chantier.sites.Site;
import io.chantier.sites.Sites;
import io.chantier.values.Slug;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Closing, opening and leaving a site that lives on a bench of our own agent, and going in as its administrator. */
@ChantierTest
@TestPropertySource(properties = {"chantier.agent-jobs.tick=50ms", "chantier.agent-jobs.poll=20ms"})
class BenchLifeTest {

    private static final String BENCH = "bench-1";
    private static final String SESSION = "5e55105e55105e55105e5510";

    @TempDir
    private Path home;

    @Autowired
    Environment environment;

    @Autowired
    TeamFixture people;

    @Autowired
    JdbcClient database;

    @Autowired
    BenchData data;

    @Autowired
    Sites sites;

    @Autowired
    AgentWork work;

    @Autowired
    AgentEnds ends;

    @Autowired
    BenchKeeping keeping;

    @Autowired
    PlatformTransactionManager transactions;

    private RealAgent agent;
    private HttpServer web;
    private volatile int status = 200;
    private Client api;
    private Client browser;
    private String host;
    private String slug;
    private String page;

    @BeforeEach
    void adopt() throws IOException {
        agent = new RealAgent(
                home, Map.of("CHANTIER_AGENT_BENCH_COMMAND", program().toString()));
        agent.bench(BENCH, "frappe");
        host = "shop-" + UUID.randomUUID().toString().substring(0, 8) + ".example.org";
        agent.site(BENCH, host);
        web = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        web.createContext("/", exchange -> {
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        web.start();
        api = Client.ofAdmin(environment);
        browser = Client.of(environment).signedIn("admin", Client.ADMIN_PASSWORD);
        var server = made(api.post(
                "/api/bench-servers",
                Map.of(
                        "name",
                        "S" + UUID.randomUUID(),
                        "url",
                        agent.url(),
                        "password",
                        RealAgent.PASSWORD,
                        "databasePassword",
                        "root-of-the-database",
                        "reach",
                        "http://127.0.0.1:" + web.getAddress().getPort())));
        var bench = database.sql("select id from bench where server_id = ?")
                .param(UUID.fromString(server))
                .query(UUID.class)
                .single();
        var adopted = api.post(
                "/api/bench-servers/" + server + "/adoptions", Map.of("bench", bench.toString(), "host", host));
        assertThat(adopted.statusCode()).as(adopted.body()).isEqualTo(201);
        slug = Client.json(adopted).get("slug").asString();
        page = "/sites/" + slug;
    }

    @AfterEach
    void stop() {
        database.sql("update bench_server set takes_new = false").update();
        web.stop(0);
        agent.close();
    }

    /** The agent's stand-in, whose console opens a session without a database. */
    private Path program() throws IOException {
        var standIn = Path.of("../agent/src/test/resources/stand-in-bench.sh")
                .toAbsolutePath()
                .normalize();
        var text = """
                #!/bin/sh
                case "$*" in
                    *console*) cat > /dev/null; echo ">>>%s<<<" ;;
                    *) exec sh "%s" "$@" ;;
                esac
                """.formatted(SESSION, standIn);
        var file = Files.writeString(home.resolve("bench"), text);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @Test
    void what_an_agent_never_had_does_not_settle_what_was_there_before() {
        var site = sites.find(people.firstTeam(), new Slug(slug)).orElseThrow();
        var origin = UUID.randomUUID();
        saved(site, origin);
        new TransactionTemplate(transactions).executeWithoutResult(_ -> {
            work.follow(turn(origin, "write"), () -> keeping.activate(site));
            assertThat(ends.withdraw(origin, "write")).isTrue();
        });
        work.undo(origin, "save", keeping.activate(site));
        saved(site, origin);

        var latest = work.done(origin, "save").getLast();
        assertThat(work.done(origin, "save")).hasSize(2);
        assertThat(ends.doneBefore(site, origin, "save", "write")).hasValue(latest);
        assertThat(ends.mayGoOn(site, origin, "write")).isFalse();
        agent.close();
        assertThat(ends.mayGoOn(site, origin, "write"))
                .as("nobody has to be asked")
                .isFalse();
    }

    private void saved(Site site, UUID origin) {
        await().atMost(Duration.ofSeconds(30))
                .until(() ->
                        work.follow(turn(origin, "save"), () -> keeping.activate(site)) instanceof StepOutcome.Done);
    }

    private static AgentWork.Turn turn(UUID origin, String step) {
        return new AgentWork.Turn(origin, step, Optional.empty());
    }

    @Test
    void a_suspended_site_is_in_maintenance_until_it_is_resumed() throws IOException {
        assertThat(ended(api.post("/api" + page + "/suspension", Map.of()))).isEqualTo("SUCCEEDED");
        assertThat(state()).isEqualTo("SUSPENDED");
        assertThat(config()).contains("\"maintenance_mode\": 1");
        assertCode(api.post("/api" + page + "/suspension", Map.of()), 409, "site-state");

        var button = Jsoup.parse(browser.get(page).body()).select("form[action=" + page + "/suspension/end]");
        assertThat(button).isNotEmpty();
        assertThat(browser.submit(page, page + "/suspension/end", Map.of()).statusCode())
                .isEqualTo(302);
        await().atMost(Duration.ofSeconds(60)).until(() -> state().equals("LIVE"));
        assertThat(config()).contains("\"maintenance_mode\": 0");
    }

    @Test
    void what_the_agent_cannot_close_stays_open_and_says_why() throws IOException {
        Files.writeString(benchFile("fail-set-maintenance-mode"), "disk is read-only");
        assertThat(ended(api.post("/api" + page + "/suspension", Map.of()))).isEqualTo("FAILED");
        var site = Client.json(api.get("/api" + page));
        assertThat(site.get("state").asString()).isEqualTo("LIVE");
        assertThat(site.get("problem").toString()).contains("disk is read-only");
    }

    @Test
    void a_site_whose_last_backup_fails_is_not_archived_and_is_open_again() throws IOException {
        Files.writeString(benchFile("fail-backup"), "no space left");
        var typed = Map.of("name", "another");
        assertThat(browser.submit(page + "/farewell", page + "/farewell", typed).statusCode())
                .isEqualTo(422);
        assertThat(ended(api.post("/api" + page + "/archive", Map.of()))).isEqualTo("FAILED");
        assertThat(state()).isEqualTo("LIVE");
        await().atMost(Duration.ofSeconds(60)).until(() -> config().contains("\"maintenance_mode\": 0"));
        assertThat(Files.exists(benchFile("sites").resolve(host))).isTrue();
        assertThat(called()).noneMatch(line -> line.startsWith("drop-site"));
    }

    @Test
    void a_manager_gets_in_as_administrator_and_the_reason_stays_in_the_audit_log() {
        assertCode(api.post("/api" + page + "/administrator", Map.of()), 422, "invalid");
        assertCode(api.post("/api" + page + "/administrator", Map.of("reason", "a\u0000b")), 422, "invalid");
        assertThat(reasons()).isEmpty();

        var door = api.post("/api" + page + "/administrator", Map.of("reason", "The client locked himself out"));
        assertThat(door.statusCode()).as(door.body()).isEqualTo(200);
        assertThat(Client.json(door).get("url").asString()).isEqualTo("https://" + host + "/app?sid=" + SESSION);
        assertThat(reasons()).containsExactly("The client locked himself out");

        var seen = browser.submit(page + "/administrator", page + "/administrator", Map.of("reason", "To look"));
        assertThat(seen.headers().firstValue("Cache-Control"))
                .hasValueSatisfying(value -> assertThat(value).contains("no-store"));
        assertThat(Jsoup.parse(seen.body()).select("a[href*=sid]").attr("rel")).contains("noreferrer");
        assertThat(reasons()).contains("To look");

        var editor = people.program(people.member(people.firstTeam(), Role.EDITOR));
        assertThat(editor.post("/api" + page + "/administrator", Map.of("reason", "me too"))
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void nobody_gets_in_where_the_agent_is_away() {
        agent.close();
        var answer = api.post("/api" + page + "/administrator", Map.of("reason", "To look"));
        assertCode(answer, 502, "agent-no-connection");
        assertThat(reasons()).isEmpty();
    }

    @Test
    void an_app_waits_for_an_agent_that_is_away_and_not_for_one_that_refuses() {
        var site = sites.find(people.firstTeam(), new Slug(slug)).orElseThrow();
        assertThat(data.instead(site, "frappe")).hasValue(StepOutcome.done());
        assertThat(data.instead(site, "payroll")).isEmpty();

        var server = database.sql("select id from bench_server where url = ?")
                .param(agent.url())
                .query(UUID.class)
                .single();
        assertThat(api.put("/api/bench-servers/" + server, Map.of("password", "wrong"))
                        .statusCode())
                .isEqualTo(200);
        assertThat(data.instead(site, "payroll")).get().isInstanceOf(StepOutcome.Failed.class);
        agent.close();
        assertThat(data.instead(site, "payroll")).get().isInstanceOf(StepOutcome.LookAgain.class);
    }

    @Test
    void an_adopted_site_that_is_let_go_lives_on_where_it_is() {
        var form = Jsoup.parse(browser.get(page + "/farewell").body());
        assertThat(form.select("form[action=" + page + "/adoption/end]")).isNotEmpty();
        assertThat(api.delete("/api" + page + "/adoption").statusCode()).isEqualTo(204);
        assertThat(api.get("/api" + page).statusCode()).isEqualTo(404);
        assertThat(Files.exists(benchFile("sites").resolve(host).resolve("site_config.json")))
                .isTrue();
        assertThat(Files.exists(benchFile("called"))).isFalse();
    }

    @Test
    void many_sites_are_suspended_at_once() {
        var order = Map.of("action", "SUSPEND", "sites", List.of(slug));
        var answer = api.post("/api/sites/bulk", order);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        await().atMost(Duration.ofSeconds(60)).until(() -> state().equals("SUSPENDED"));
        assertThat(api.post("/api/sites/bulk", order).body()).contains("REFUSED");

        var backup = api.post("/api/sites/bulk", Map.of("action", "BACKUP", "sites", List.of(slug)));
        assertThat(backup.body()).contains("BEGUN");
        await().atMost(Duration.ofSeconds(60)).until(() -> called().contains("backup --with-files --verbose"));
    }

    private static String made(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return Client.json(answer).get("id").asString();
    }

    /** How the job that was ordered ended. */
    private String ended(HttpResponse<String> ordered) {
        assertThat(ordered.statusCode()).as(ordered.body()).isEqualTo(202);
        var job = Client.json(ordered).get("job").asString();
        await().atMost(Duration.ofSeconds(90))
                .until(() -> List.of("SUCCEEDED", "FAILED", "CANCELLED").contains(jobState(job)));
        return jobState(job);
    }

    private String jobState(String job) {
        return Client.json(api.get("/api/jobs/" + job)).get("state").asString();
    }

    private String state() {
        return Client.json(api.get("/api" + page)).get("state").asString();
    }

    private List<String> reasons() {
        return database.sql("""
                        select details ->> 'reason' from audit_event
                        where action = 'site.log-in-as-administrator' and details ->> 'slug' = ? order by at
                        """).param(slug).query(String.class).list();
    }

    private Path benchFile(String name) {
        return home.resolve("benches").resolve(BENCH).resolve(name);
    }

    private String config() throws IOException {
        return Files.readString(benchFile("sites").resolve(host).resolve("site_config.json"));
    }

    private List<String> called() throws IOException {
        return Files.readAllLines(benchFile("called"));
    }

    private static void assertCode(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(Client.json(answer).get("code").asString()).isEqualTo(code);
    }
}
