package io.chantier.benches;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.chantier.ChantierTest;
import io.chantier.Client;
import io.chantier.agent.MariaDbServer;
import io.chantier.agent.RealSite;
import io.chantier.agent.RedisServer;
import io.chantier.agent.StandInBench;
import io.chantier.identity.Role;
import io.chantier.identity.TeamFixture;
import io.chantier.jobs.Job;
import io.chantier.jobs.JobId;
import io.chantier.jobs.JobState;
import io.chantier.jobs.Jobs;
import io.chantier.sites.SiteState;
import io.chantier.sites.Sites;
import io.chantier.values.Slug;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

/** The apps and the data of a site on a bench, with our agent and a real MariaDB behind. */
@ChantierTest
@TestPropertySource(properties = {"chantier.agent-jobs.tick=50ms", "chantier.agent-jobs.poll=20ms"})
class BenchCareTest {

    private static final String HOST = "shop.example.org";

    @TempDir
    private Path home;

    @Autowired
    Environment environment;

    @Autowired
    JdbcClient database;

    @Autowired
    Jobs work;

    @Autowired
    Sites sites;

    @Autowired
    TeamFixture people;

    private StandInBench bench;
    private RealSite site;
    private RealAgent agent;
    private Client api;
    private String server = "";
    private String slug = "";

    @BeforeEach
    void start() {
        bench = StandInBench.in(home, MariaDbServer.shared(), RedisServer.shared());
        site = RealSite.on(bench, MariaDbServer.shared(), HOST);
        agent = new RealAgent(home, Map.of("CHANTIER_AGENT_BENCH_COMMAND", bench.program()));
        api = Client.ofAdmin(environment);
        var added = api.post(
                "/api/bench-servers",
                Map.of("name", "S" + UUID.randomUUID(), "url", agent.url(), "password", RealAgent.PASSWORD));
        assertThat(added.statusCode()).as(added.body()).isEqualTo(201);
        server = Client.json(added).get("id").asString();
        slug = adopted();
    }

    @AfterEach
    void stop() {
        Leftovers.remove(api, server);
        agent.close();
        site.drop();
    }

    private String adopted() {
        var id = database.sql("select id::text from bench where server_id = ?::uuid")
                .param(server)
                .query(String.class)
                .single();
        var answer = api.post(
                "/api/bench-servers/" + server + "/adoptions", new HashMap<>(Map.of("bench", id, "host", HOST)));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return Client.json(answer).get("slug").asString();
    }

    @Test
    void an_app_of_the_bench_is_installed_and_uninstalled_after_a_backup() {
        var before = Client.json(api.get(path("/apps")));
        assertThat(before.at("/installed/0/name").asString()).isEqualTo("frappe");
        assertThat(before.at("/installed/0/version").asString()).isEqualTo("16.0.0");
        assertThat(before.get("offered").valueStream().map(app -> app.asString()))
                .containsExactly("erpnext");

        done(api.post(path("/apps"), Map.of("name", "erpnext")));
        assertThat(installed()).containsExactlyInAnyOrder("frappe", "erpnext");
        assertRefused(api.post(path("/apps"), Map.of("name", "erpnext")), 409, "app-installed");

        var gone = done(api.delete(path("/apps/erpnext")));
        assertThat(gone.steps().stream().map(step -> step.name()))
                .containsExactly("back-up-bench-site", "uninstall-bench-app");
        assertThat(installed()).containsExactly("frappe");
        assertThat(Client.json(api.get(path("/backups"))).get("items")).hasSize(1);
        assertRefused(api.delete(path("/apps/erpnext")), 404, "app-not-installed");
        assertRefused(api.delete(path("/apps/frappe")), 409, "app-stays");
        assertThat(database.sql(
                                "select action from audit_event where action like 'site.%-app' order by at desc limit 2")
                        .query(String.class)
                        .list())
                .containsExactly("site.uninstall-bench-app", "site.install-bench-app");
    }

    @Test
    void an_app_is_installed_on_many_sites_with_an_answer_for_each_and_never_twice() {
        var lines = lines("erpnext", slug, "no-such-site");
        assertThat(lines.at("/0/outcome").asString()).isEqualTo("BEGUN");
        assertThat(lines.at("/1/outcome").asString()).isEqualTo("REFUSED");
        assertThat(lines.at("/1/code").asString()).isEqualTo("unknown");
        awaitNothing();
        assertThat(installed()).contains("erpnext");

        assertThat(lines("erpnext", slug).at("/0/outcome").asString()).isEqualTo("BEGUN");
        awaitNothing();
        assertThat(bench.called().stream().filter(line -> line.startsWith("install-app")))
                .hasSize(1);

        assertThat(lines("payroll", slug).at("/0/code").asString()).isEqualTo("app-not-there");
        assertRefused(api.post("/api/apps/erpnext/installations", Map.of("sites", List.of())), 422, "bulk-none");
        for (var bad : List.of("../x", "a b", "--force")) {
            assertRefused(api.post("/api/apps/erpnext/installations", Map.of("sites", List.of(bad))), 422, "invalid");
        }
        for (var bad : List.of("erpnext%20x", "--force", "..erpnext", "ERPNext")) {
            assertRefused(
                    api.post("/api/apps/" + bad + "/installations", Map.of("sites", List.of(slug))), 422, "invalid");
        }
    }

    @Test
    void the_page_of_an_app_names_the_sites_that_can_have_it_and_installs_it() {
        api.post("/api/apps", Map.of("name", "erpnext", "title", "ERPNext"));
        api.post("/api/apps/erpnext/releases", Map.of("version", "16.0.0", "framework", ">=16,<17"));
        api.post("/api/apps/erpnext/releases/16.0.0/publication", Map.of());
        try {
            var person = signedIn();
            var page = Jsoup.parse(person.get("/apps/erpnext").body());
            assertThat(page.select("input[name=site][value=" + slug + "]")).hasSize(1);
            var order = person.submit("/apps/erpnext", "/apps/erpnext/installations", Map.of("site", slug));
            assertThat(order.headers().firstValue("Location").orElse("")).contains("/sites/bulk/");
            awaitNothing();
            assertThat(installed()).contains("erpnext");
        } finally {
            api.delete("/api/apps/erpnext");
        }
    }

    private JsonNode lines(String app, String... sites) {
        var answer = api.post("/api/apps/" + app + "/installations", Map.of("sites", List.of(sites)));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return Client.json(answer).get("lines");
    }

    @Test
    void an_app_that_the_bench_does_not_have_is_refused_and_nothing_is_ordered() {
        for (var app : List.of("payroll", "", "erpnext; touch x", "../erpnext", "--force")) {
            assertRefused(api.post(path("/apps"), Map.of("name", app)), 422, "invalid");
        }
        assertThat(bench.called()).noneMatch(line -> line.startsWith("install-app"));
    }

    @Test
    void a_backup_is_listed_with_its_files_and_their_sizes() {
        done(api.post(path("/backups"), Map.of()));

        var listed = Client.json(api.get(path("/backups"))).get("items");
        assertThat(listed).hasSize(1);
        assertThat(listed.get(0)
                        .get("files")
                        .valueStream()
                        .map(file -> file.get("part").asString()))
                .containsExactly("database", "public", "private", "site_config");
        assertThat(listed.get(0)
                        .get("files")
                        .valueStream()
                        .map(file -> file.get("bytes").asLong()))
                .allMatch(size -> size > 0);
        var page = Jsoup.parse(signedIn().get("/sites/" + slug + "/backups").body());
        assertThat(page.select(".row-line details dd")).hasSize(4);
        assertThat(page.select("nav a[href$=/backups][aria-current]")).hasSize(1);
    }

    @Test
    void a_failed_backup_is_not_listed_and_says_what_the_program_said() {
        bench.write("fail-backup", "No space left on device\n");
        var job = over(api.post(path("/backups"), Map.of()));

        assertThat(job.state()).isEqualTo(JobState.FAILED);
        var why = Objects.requireNonNull(job.failure());
        assertThat(why.code()).isEqualTo("agent-job-failed");
        assertThat(why.arguments().get("said")).contains("No space left on device");
        assertThat(Client.json(api.get(path("/backups"))).get("items")).isEmpty();
        assertThat(sites.find(people.firstTeam(), new Slug(slug)).orElseThrow().state())
                .isEqualTo(SiteState.LIVE);
    }

    @Test
    void the_database_is_migrated_after_a_backup() {
        var job = done(api.post(path("/migration"), Map.of()));
        assertThat(job.steps().stream().map(step -> step.name()))
                .containsExactly("back-up-bench-site", "migrate-bench-site");
        assertThat(bench.called()).anyMatch(line -> line.startsWith("migrate"));
    }

    @Test
    void a_migration_that_fails_leaves_the_site_open_and_can_be_tried_again() {
        bench.write("fail-migrate", "pymysql.err.OperationalError: patch 7\n");
        var job = over(api.post(path("/migration"), Map.of()));
        assertThat(job.state()).isEqualTo(JobState.FAILED);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> bench.called().stream().anyMatch(line -> line.startsWith("set-maintenance-mode off")));

        bench.remove("fail-migrate");
        assertThat(api.post("/api/jobs/" + job.id() + "/retry", Map.of()).statusCode())
                .isEqualTo(202);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> work.find(job.id()).orElseThrow().state() == JobState.SUCCEEDED);
    }

    @Test
    void the_cache_is_cleared() {
        done(api.delete(path("/cache")));
        assertThat(bench.called()).anyMatch(line -> line.startsWith("clear-cache"));
    }

    @Test
    void one_thing_at_a_time_is_done_with_a_site_and_it_can_be_called_off() {
        bench.write("slow-migrate", "");
        var first = begun(api.post(path("/migration"), Map.of()));
        await().atMost(Duration.ofSeconds(30))
                .until(() -> bench.called().stream().anyMatch(line -> line.startsWith("migrate")));
        assertRefused(api.post(path("/backups"), Map.of()), 409, "site-busy");

        assertThat(api.post("/api/jobs/" + first + "/cancel", Map.of()).statusCode())
                .isEqualTo(202);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> work.find(first).orElseThrow().state() == JobState.CANCELLED);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> Client.json(api.get("/api/agent-jobs?server=" + server + "&state=OPEN"))
                        .get("items")
                        .isEmpty());
        bench.remove("slow-migrate");
        done(api.post(path("/backups"), Map.of()));
    }

    @Test
    void the_page_of_an_agents_job_shows_what_is_printed_while_it_runs() throws Exception {
        bench.write("slow-migrate", "");
        var migration = begun(api.post(path("/migration"), Map.of()));
        var person = signedIn();
        var page = await().atMost(Duration.ofSeconds(30))
                .until(() -> agentPage(person, "MIGRATE_SITE"), html -> lastPatch(html) >= 0);
        int seen = lastPatch(page);

        var live = Jsoup.parse(page).select("[data-live]").attr("data-live");
        var request =
                HttpRequest.newBuilder(URI.create("http://localhost:" + port()).resolve(live));
        try (var http = HttpClient.newBuilder().cookieHandler(person.cookies()).build()) {
            var stream = http.send(request.build(), HttpResponse.BodyHandlers.ofLines());
            var lines = stream.body().iterator();
            readUntil(lines, line -> lastPatch(line) > seen);
            bench.remove("slow-migrate");
            readUntil(lines, "event:over"::equals);
        }
        await().atMost(Duration.ofSeconds(30))
                .until(() -> work.find(migration).orElseThrow().state() == JobState.SUCCEEDED);
        assertThat(lastPatch(agentPage(person, "MIGRATE_SITE")))
                .as("it is there afterwards, too")
                .isGreaterThan(seen);
    }

    /** Of the newest job of this kind on the server; empty where there is none yet. */
    private String agentPage(Client person, String type) {
        var items = Client.json(api.get("/api/agent-jobs?server=" + server + "&type=" + type))
                .get("items");
        return items.isEmpty()
                ? ""
                : person.get("/agent-jobs/" + items.get(0).get("id").asString()).body();
    }

    /** The number of the last patch that the program told of; none is -1. */
    private static int lastPatch(String text) {
        return Pattern.compile("patch (\\d+)")
                .matcher(text)
                .results()
                .mapToInt(patch -> Integer.parseInt(patch.group(1)))
                .max()
                .orElse(-1);
    }

    private static void readUntil(Iterator<String> lines, Predicate<String> wanted) {
        while (lines.hasNext()) if (wanted.test(lines.next())) return;
        throw new AssertionError("The stream ended before");
    }

    private String port() {
        return Objects.requireNonNull(environment.getProperty("local.server.port"));
    }

    @Test
    void the_tab_of_apps_installs_and_asks_for_the_name_before_it_uninstalls() {
        var person = signedIn();
        var tab = Jsoup.parse(person.get("/sites/" + slug + "/apps").body());
        assertThat(tab.select("form[action$=/apps] input[value=erpnext]")).hasSize(1);
        assertThat(tab.select("a[href$=/removal]")).isEmpty();
        assertThat(person.submit("/sites/" + slug + "/apps", Map.of("name", "erpnext"))
                        .statusCode())
                .isEqualTo(302);
        await().atMost(Duration.ofSeconds(30)).until(() -> installed().contains("erpnext"));
        awaitNothing();

        var removal = "/sites/" + slug + "/apps/erpnext/removal";
        assertThat(Jsoup.parse(person.get("/sites/" + slug + "/apps").body()).select("a[href=" + removal + "]"))
                .hasSize(1);
        assertThat(person.get(removal).statusCode()).isEqualTo(200);
        assertThat(person.submit(removal, Map.of("name", "other")).statusCode()).isEqualTo(422);
        assertThat(installed()).contains("erpnext");
        assertThat(person.submit(removal, Map.of("name", "erpnext")).statusCode())
                .isEqualTo(302);
        await().atMost(Duration.ofSeconds(30)).until(() -> !installed().contains("erpnext"));
        awaitNothing();
    }

    @Test
    void who_may_only_edit_installs_and_backs_up_but_neither_uninstalls_nor_migrates() {
        var editor = people.program(people.member(people.firstTeam(), Role.EDITOR));
        done(editor.post(path("/apps"), Map.of("name", "erpnext")));
        done(editor.post(path("/backups"), Map.of()));
        assertThat(editor.delete(path("/apps/erpnext")).statusCode()).isEqualTo(403);
        assertThat(editor.post(path("/migration"), Map.of()).statusCode()).isEqualTo(403);
        assertThat(installed()).contains("erpnext");
    }

    @Test
    void an_agent_that_is_away_is_said_on_the_tab_and_by_the_api() {
        agent.close();
        assertThat(api.get(path("/apps")).statusCode()).isEqualTo(502);
        var tab = signedIn().get("/sites/" + slug + "/apps");
        assertThat(tab.statusCode()).isEqualTo(200);
        assertThat(Jsoup.parse(tab.body()).select(".note.bad .note-remedy").text())
                .isNotBlank();
        assertThat(api.post(path("/apps"), Map.of("name", "erpnext")).statusCode())
                .isEqualTo(502);
    }

    private Client signedIn() {
        return Client.of(environment).signedIn("admin", Client.ADMIN_PASSWORD);
    }

    private String path(String under) {
        return "/api/sites/" + slug + under;
    }

    private List<String> installed() {
        return Client.json(api.get(path("/apps")))
                .get("installed")
                .valueStream()
                .map(app -> app.get("name").asString())
                .toList();
    }

    private static JobId begun(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        return JobId.of(Client.json(answer).get("job").asString());
    }

    private Job over(HttpResponse<String> answer) {
        var job = begun(answer);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> !work.find(job).orElseThrow().state().isActive());
        return work.find(job).orElseThrow();
    }

    private Job done(HttpResponse<String> answer) {
        var job = over(answer);
        assertThat(job.state()).as(job.toString()).isEqualTo(JobState.SUCCEEDED);
        return job;
    }

    private void awaitNothing() {
        var ours = sites.find(people.firstTeam(), new Slug(slug)).orElseThrow();
        await().atMost(Duration.ofSeconds(30))
                .until(() -> work
                        .list(Jobs.Query.ofSubject(
                                ours.team().value(), ours.id().toString()))
                        .stream()
                        .noneMatch(job -> job.state().isActive()));
    }

    private static void assertRefused(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(Client.json(answer).get("code").asString()).isEqualTo(code);
    }
}
