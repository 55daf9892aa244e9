package io.chantier.benches.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.chantier.ChantierTest;
import io.chantier.Client;
import io.chantier.benches.RealAgent;
import io.chantier.benches.agent.AgentRequest;
import io.chantier.benches.servers.BenchSites;
import io.chantier.identity.Role;
import io.chantier.identity.TeamFixture;
import io.chantier.ingress.HostedSites;
import io.chantier.jobs.JobId;
import io.chantier.jobs.JobState;
import io.chantier.jobs.Jobs;
import io.chantier.protocol.AgentStatus;
import io.chantier.sites.Site;
import io.chantier.sites.SiteState;
import io.chantier.sites.Sites;
import io.chantier.values.Slug;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/** A site on a bench, from the order to the public. The jobs are those of an agent that does as each test says. */
@ChantierTest
@Import(CreateBenchSiteTest.Switchboard.class)
@TestPropertySource(
        properties = {"chantier.agent-jobs.tick=50ms", "chantier.agent-jobs.poll=20ms", "chantier.agent-jobs.lost=500ms"
        })
class CreateBenchSiteTest {

    private static StatefulAgent agent = new StatefulAgent();

    @TempDir
    private Path home;

    @Autowired
    Environment environment;

    @Autowired
    Jobs work;

    @Autowired
    Sites sites;

    @Autowired
    HostedSites hosted;

    @Autowired
    TeamFixture people;

    @Autowired
    BenchSites homes;

    @Autowired
    JdbcClient database;

    private final String server = "S" + UUID.randomUUID();
    private RealAgent listed;
    private HttpServer web;
    private volatile int status = 200;
    private volatile int statusForVisitors = 200;
    private Client api;

    @TestConfiguration
    static class Switchboard {
        @Bean
        @Primary
        AgentLine.Exchange played() {
            return _ -> agent;
        }
    }

    @BeforeEach
    void start() throws IOException {
        agent = new StatefulAgent();
        listed = new RealAgent(home);
        listed.bench("bench-1", "frappe", "erpnext");
        web = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        web.createContext("/", exchange -> {
            boolean visits = exchange.getRequestHeaders().containsKey("X-Forwarded-For");
            exchange.sendResponseHeaders(visits ? statusForVisitors : status, -1);
            exchange.close();
        });
        web.start();
        api = Client.ofAdmin(environment);
        var answer = api.post(
                "/api/bench-servers",
                Map.of(
                        "name",
                        server,
                        "url",
                        listed.url(),
                        "password",
                        RealAgent.PASSWORD,
                        "databasePassword",
                        "root-of-the-database",
                        "reach",
                        "http://127.0.0.1:" + web.getAddress().getPort()));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    }

    @AfterEach
    void stop() {
        database.sql("update bench_server set takes_new = false").update();
        web.stop(0);
        listed.close();
    }

    private record Ordered(String slug, JobId job) {}

    private Ordered order(String... apps) {
        var slug = "kunde-" + UUID.randomUUID().toString().substring(0, 8);
        var answer = api.post(
                "/api/bench-sites",
                Map.of("slug", slug, "apps", List.of(apps), "adminPassword", "eine gute Passphrase"));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        return new Ordered(slug, JobId.of(Client.json(answer).get("job").asString()));
    }

    @Test
    void a_site_is_made_on_the_bench_routed_seen_and_backed_up() {
        var ordered = order("erpnext");
        var made = asked("/sites", 1);
        assertThat(made.path()).isEqualTo("/benches/bench-1/sites");
        assertThat(made.body().get("name").asString()).isEqualTo(ordered.slug() + ".localhost");
        assertThat(made.body().get("apps").valueStream().map(app -> app.asString()))
                .containsExactly("frappe", "erpnext");
        assertThat(made.body().get("mariadb_root_password").asString()).isEqualTo("root-of-the-database");
        assertThat(made.body().get("admin_password").asString()).isEqualTo("eine gute Passphrase");
        assertThat(site(ordered).state()).isEqualTo(SiteState.INSTALLING);
        assertThat(hosted.of(site(ordered).id().value())).isEmpty();

        agent.becomes(made.agentJobId(), AgentStatus.SUCCESS, "installed");
        awaitJob(ordered, JobState.SUCCEEDED);
        assertThat(site(ordered).state()).isEqualTo(SiteState.LIVE);
        assertThat(hosted.of(site(ordered).id().value()))
                .get()
                .extracting(HostedSites.Hosted::standing)
                .isEqualTo(HostedSites.Standing.ONLINE);
        assertThat(asked("/backup", 1).path())
                .isEqualTo("/benches/bench-1/sites/" + ordered.slug() + ".localhost/backup");
        var input = database.sql("select input from job where id = ?")
                .param(ordered.job().value())
                .query(String.class)
                .single();
        assertThat(input).doesNotContain("Passphrase");
    }

    @Test
    void what_failed_is_taken_off_the_bench_says_why_and_is_made_anew_by_a_retry() {
        var ordered = order("erpnext");
        var first = asked("/sites", 1);
        agent.becomes(first.agentJobId(), AgentStatus.FAILURE, "ERROR 1045: Access denied for root");
        awaitJob(ordered, JobState.FAILED);
        assertThat(site(ordered).state()).isEqualTo(SiteState.BROKEN);
        var problem = Objects.requireNonNull(site(ordered).status().problem());
        assertThat(problem.code()).isEqualTo("agent-job-failed");
        assertThat(problem.arguments().get("said")).contains("Access denied");
        var gone = asked("/archive", 1);
        assertThat(gone.body().get("force").asBoolean()).isTrue();
        assertThat(hosted.of(site(ordered).id().value())).isEmpty();

        assertThat(api.post("/api/jobs/" + ordered.job() + "/retry", Map.of()).statusCode())
                .isEqualTo(202);
        agent.becomes(gone.agentJobId(), AgentStatus.SUCCESS, "gone");
        var second = asked("/sites", 2);
        assertThat(second.agentJobId()).isNotEqualTo(first.agentJobId());
        agent.becomes(second.agentJobId(), AgentStatus.SUCCESS, "installed");
        awaitJob(ordered, JobState.SUCCEEDED);
        assertThat(site(ordered).state()).isEqualTo(SiteState.LIVE);
    }

    @Test
    void a_site_that_was_there_before_is_never_taken_off_the_bench() {
        var ordered = order("erpnext");
        var first = asked("/sites", 1);
        agent.refusesSite(first.agentJobId(), ordered.slug() + ".localhost");
        awaitJob(ordered, JobState.FAILED);
        assertThat(api.post("/api/jobs/" + ordered.job() + "/retry", Map.of()).statusCode())
                .isEqualTo(202);
        // The second attempt comes after everything that undoes the first.
        var second = asked("/sites", 2);
        assertThat(agent.asked()).noneMatch(one -> one.path().endsWith("/archive"));
        agent.becomes(second.agentJobId(), AgentStatus.SUCCESS, "installed");
        awaitJob(ordered, JobState.SUCCEEDED);
    }

    @Test
    void a_name_that_a_bench_lists_is_refused_before_anything_is_ordered() {
        database.sql("update bench set sites = '[\"da.localhost\"]'").update();
        assertRefused(Map.of("slug", "da", "adminPassword", "eine gute Passphrase"), 422, "invalid");
        assertThat(sites.find(people.firstTeam(), new Slug("da"))).isEmpty();
    }

    @Test
    void a_name_that_somebody_took_on_the_bench_meanwhile_is_seen_before_the_order() {
        listed.site("bench-1", "zwischen.localhost");
        var answer = api.post("/api/bench-sites", Map.of("slug", "zwischen", "adminPassword", "eine gute Passphrase"));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        var ordered =
                new Ordered("zwischen", JobId.of(Client.json(answer).get("job").asString()));
        awaitJob(ordered, JobState.FAILED);
        assertThat(Objects.requireNonNull(site(ordered).status().problem()).code())
                .isEqualTo("bench-host-taken");
        assertThat(agent.asked()).isEmpty();
    }

    @Test
    void the_next_attempt_waits_until_the_first_is_taken_away() {
        var ordered = order();
        agent.becomes(asked("/sites", 1).agentJobId(), AgentStatus.FAILURE, "the disk is full");
        awaitJob(ordered, JobState.FAILED);
        var gone = asked("/archive", 1);
        assertThat(api.post("/api/jobs/" + ordered.job() + "/retry", Map.of()).statusCode())
                .isEqualTo(202);
        awaitJob(ordered, JobState.WAITING);
        assertThat(agent.asked())
                .filteredOn(one -> one.path().endsWith("/sites"))
                .hasSize(1);
        agent.becomes(gone.agentJobId(), AgentStatus.SUCCESS, "gone");
        agent.becomes(asked("/sites", 2).agentJobId(), AgentStatus.SUCCESS, "installed");
        awaitJob(ordered, JobState.SUCCEEDED);
    }

    @Test
    void what_makes_and_removes_a_site_is_neither_repeated_nor_called_off_by_hand() {
        var ordered = order();
        var made = asked("/sites", 1).agentJobId();
        var browser = Client.of(environment).signedIn("admin", Client.ADMIN_PASSWORD);
        assertThat(browser.get("/agent-jobs/" + made).body()).doesNotContain("/agent-jobs/" + made + "/cancellation");
        assertThat(api.post("/api/agent-jobs/" + made + "/cancel", Map.of()).statusCode())
                .isEqualTo(409);
        agent.becomes(made, AgentStatus.FAILURE, "the disk is full");
        awaitJob(ordered, JobState.FAILED);
        assertThat(browser.get("/agent-jobs/" + made).body()).doesNotContain("/agent-jobs/" + made + "/retry");
        assertThat(api.post("/api/agent-jobs/" + made + "/retry", Map.of()).statusCode())
                .isEqualTo(409);
        asked("/archive", 1);
        assertThat(agent.asked())
                .filteredOn(one -> one.path().endsWith("/sites"))
                .hasSize(1);
    }

    @Test
    void what_is_done_beside_a_site_can_be_called_off_and_repeated_by_hand_by_the_operator_alone() {
        var ordered = order();
        agent.becomes(asked("/sites", 1).agentJobId(), AgentStatus.SUCCESS, "installed");
        awaitJob(ordered, JobState.SUCCEEDED);
        var backup = asked("/backup", 1).agentJobId();
        var path = "/agent-jobs/" + backup;
        var operator = Client.of(environment).signedIn("admin", Client.ADMIN_PASSWORD);
        var editor = people.browser(people.member(people.firstTeam(), Role.EDITOR));
        assertThat(operator.get(path).body()).contains(path + "/cancellation");
        assertThat(editor.get(path).body()).contains("Backup Site").doesNotContain(path + "/cancellation");

        agent.becomes(backup, AgentStatus.FAILURE, "no space left");
        awaitNothingOpen(ordered);
        assertThat(operator.get(path).body()).contains(path + "/retry");
        assertThat(editor.get(path).body()).doesNotContain(path + "/retry");
        assertThat(api.post("/api" + path + "/retry", Map.of()).statusCode()).isEqualTo(202);
        asked("/backup", 2);
    }

    @Test
    void a_cancelled_site_is_stopped_at_the_agent_and_taken_off_the_bench() {
        var ordered = order();
        asked("/sites", 1);
        assertThat(api.post("/api/jobs/" + ordered.job() + "/cancel", Map.of()).statusCode())
                .isEqualTo(202);
        awaitJob(ordered, JobState.CANCELLED);
        asked("/archive", 1);
        await().until(() -> agent.all().getFirst().status() == AgentStatus.FAILURE);
        assertThat(site(ordered).state()).isEqualTo(SiteState.DRAFT);
    }

    @Test
    void archiving_what_never_came_to_be_takes_away_no_site_that_another_has_under_its_name() {
        listed.site("bench-1", "fremd.localhost");
        var answer = api.post("/api/bench-sites", Map.of("slug", "fremd", "adminPassword", "eine gute Passphrase"));
        var before =
                new Ordered("fremd", JobId.of(Client.json(answer).get("job").asString()));
        awaitJob(before, JobState.FAILED);
        assertArchivedWithoutTheAgent(before);

        var meanwhile = order();
        agent.refusesSite(asked("/sites", 1).agentJobId(), meanwhile.slug() + ".localhost");
        awaitJob(meanwhile, JobState.FAILED);
        assertArchivedWithoutTheAgent(meanwhile);
    }

    private void assertArchivedWithoutTheAgent(Ordered ordered) {
        var answer = api.post("/api/sites/" + ordered.slug() + "/archive", Map.of());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        awaitJob(
                new Ordered(
                        ordered.slug(), JobId.of(Client.json(answer).get("job").asString())),
                JobState.SUCCEEDED);
        assertThat(site(ordered).state()).isEqualTo(SiteState.ARCHIVED);
        assertThat(agent.asked()).noneMatch(one -> one.path().endsWith("/archive"));
    }

    @Test
    void a_site_that_never_came_to_be_is_deleted_once_its_bench_has_nothing_of_it() {
        var ordered = order();
        var made = asked("/sites", 1);
        var path = "/api/sites/" + ordered.slug();
        assertRefused(api.delete(path), "site-state");
        agent.becomes(made.agentJobId(), AgentStatus.FAILURE, "the disk is full");
        awaitJob(ordered, JobState.FAILED);
        var taking = asked("/archive", 1);
        assertRefused(api.delete(path), "bench-site-worked-on");

        agent.becomes(taking.agentJobId(), AgentStatus.SUCCESS, "gone");
        awaitNothingOpen(ordered);
        listed.site("bench-1", ordered.slug() + ".localhost");
        assertRefused(api.delete(path), "bench-site-still-there");

        listed.withoutSite("bench-1", ordered.slug() + ".localhost");
        var browser = Client.of(environment).signedIn("admin", Client.ADMIN_PASSWORD);
        assertThat(browser.get("/sites/" + ordered.slug()).body()).contains("/sites/" + ordered.slug() + "/removal");
        assertThat(api.delete(path).statusCode()).isEqualTo(204);
        assertThat(api.get(path).statusCode()).isEqualTo(404);
        assertThat(database.sql("select count(*) from bench_site where slug = ?")
                        .param(ordered.slug())
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    private static void assertRefused(HttpResponse<String> answer, String code) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(409);
        assertThat(Client.json(answer).get("code").asString()).isEqualTo(code);
    }

    @Test
    void a_site_is_live_when_it_answers_and_not_before() {
        status = 502;
        var ordered = order();
        agent.becomes(asked("/sites", 1).agentJobId(), AgentStatus.SUCCESS, "installed");
        await().atMost(Duration.ofSeconds(30))
                .until(() -> hosted.of(site(ordered).id().value()).isPresent());
        assertThat(site(ordered).state()).isEqualTo(SiteState.INSTALLING);
        status = 200;
        awaitJob(ordered, JobState.SUCCEEDED);
        assertThat(site(ordered).state()).isEqualTo(SiteState.LIVE);
    }

    @Test
    void a_site_that_answers_but_not_to_its_visitors_is_not_called_live() {
        statusForVisitors = 503;
        var ordered = order("erpnext");
        agent.becomes(asked("/sites", 1).agentJobId(), AgentStatus.SUCCESS, "installed");

        await().atMost(Duration.ofSeconds(60)).until(() -> said(ordered).contains("visitors-miss-site"));
        assertThat(site(ordered).state()).isEqualTo(SiteState.INSTALLING);

        statusForVisitors = 200;
        awaitJob(ordered, JobState.SUCCEEDED);
        assertThat(site(ordered).state()).isEqualTo(SiteState.LIVE);
    }

    @Test
    void what_cannot_be_made_is_refused_and_leaves_nothing_behind() {
        assertRefused(Map.of("slug", "Not a slug", "adminPassword", "eine gute Passphrase"), 422, "invalid");
        assertRefused(Map.of("slug", "kurz", "adminPassword", "kurz"), 422, "invalid");
        assertRefused(
                Map.of("slug", "kunde", "apps", List.of("payroll; touch x"), "adminPassword", "eine gute Passphrase"),
                422,
                "invalid");
        database.sql("update bench_server set takes_new = false").update();
        assertRefused(Map.of("slug", "kunde", "adminPassword", "eine gute Passphrase"), 409, "no-bench-closed");
        assertThat(sites.find(people.firstTeam(), new Slug("kunde"))).isEmpty();
        assertThat(agent.asked()).isEmpty();
    }

    @Test
    void of_twenty_orders_at_once_for_three_places_exactly_three_get_one() throws Exception {
        database.sql("update bench_server set takes_new = name = ?, max_sites = 3")
                .param(server)
                .update();
        var crowd = "crowd-" + UUID.randomUUID().toString().substring(0, 8) + "-";
        List<HttpResponse<String>> answers;
        try (var threads = Executors.newFixedThreadPool(20)) {
            answers = threads
                    .invokeAll(IntStream.range(0, 20)
                            .<Callable<HttpResponse<String>>>mapToObj(number -> () -> api.post(
                                    "/api/bench-sites",
                                    Map.of("slug", crowd + number, "adminPassword", "eine gute Passphrase")))
                            .toList())
                    .stream()
                    .map(Future::resultNow)
                    .toList();
        }
        var taken =
                answers.stream().filter(answer -> answer.statusCode() == 202).toList();
        assertThat(taken).hasSize(3);
        answers.stream()
                .filter(answer -> answer.statusCode() != 202)
                .forEach(answer -> assertRefused(answer, "no-bench-full"));
        assertThat(database.sql("select count(*) from site where slug like ?")
                        .param(crowd + "%")
                        .query(Integer.class)
                        .single())
                .isEqualTo(3);

        asked("/sites", 3);
        agent.asked().forEach(made -> agent.becomes(made.agentJobId(), AgentStatus.SUCCESS, "installed"));
        for (var answer : taken) {
            var told = Client.json(answer);
            var ordered = new Ordered(
                    told.get("slug").asString(), JobId.of(told.get("job").asString()));
            awaitJob(ordered, JobState.SUCCEEDED);
        }
        var late = Map.<String, Object>of("slug", crowd + "20", "adminPassword", "eine gute Passphrase");
        asked("/backup", 3);
        var archiving = archiving(Client.json(taken.getFirst()).get("slug").asString());
        agent.becomes(asked("/deactivate", 1).agentJobId(), AgentStatus.SUCCESS, "maintenance");
        agent.becomes(asked("/backup", 4).agentJobId(), AgentStatus.SUCCESS, "saved");
        var gone = asked("/archive", 1);
        assertRefused(late, 409, "no-bench-full");
        agent.becomes(gone.agentJobId(), AgentStatus.SUCCESS, "dropped");
        awaitJob(archiving, JobState.SUCCEEDED);
        assertThat(hostedOnServer()).isEqualTo(2);
        assertThat(order("erpnext").slug())
                .as("an archived one leaves its place")
                .isNotEmpty();
        assertRefused(late, 409, "no-bench-full");
        agent.becomes(asked("/sites", 4).agentJobId(), AgentStatus.SUCCESS, "installed");
    }

    private Ordered archiving(String slug) {
        var answer = api.post("/api/sites/" + slug + "/archive", Map.of());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        return new Ordered(slug, JobId.of(Client.json(answer).get("job").asString()));
    }

    @Test
    void a_site_keeps_its_place_until_it_is_off_its_bench_and_counts_no_more_from_then_on() {
        var ordered = order();
        agent.becomes(asked("/sites", 1).agentJobId(), AgentStatus.SUCCESS, "installed");
        awaitJob(ordered, JobState.SUCCEEDED);
        database.sql("update bench_server set takes_new = name = ?, max_sites = 1")
                .param(server)
                .update();
        var more = Map.<String, Object>of("slug", ordered.slug() + "-2", "adminPassword", "eine gute Passphrase");
        int ours = homes.countOf(people.firstTeam());

        var cancelled = archiving(ordered.slug());
        asked("/deactivate", 1);
        assertThat(hosted.of(site(ordered).id().value()).orElseThrow().standing())
                .isEqualTo(HostedSites.Standing.ARCHIVED);
        assertRefused(more, 409, "no-bench-full");
        assertThat(homes.countOf(people.firstTeam())).isEqualTo(ours);
        assertThat(hostedOnServer()).isOne();
        assertThat(api.post("/api/jobs/" + cancelled.job() + "/cancel", Map.of())
                        .statusCode())
                .isEqualTo(202);
        awaitJob(cancelled, JobState.CANCELLED);
        assertRefused(more, 409, "no-bench-full");
        assertThat(hosted.of(site(ordered).id().value()).orElseThrow().standing())
                .isEqualTo(HostedSites.Standing.ONLINE);
        assertThat(homes.countOf(people.firstTeam())).isEqualTo(ours);

        agent.becomes(asked("/activate", 1).agentJobId(), AgentStatus.SUCCESS, "open");
        var archiving = archiving(ordered.slug());
        agent.becomes(asked("/deactivate", 2).agentJobId(), AgentStatus.SUCCESS, "maintenance");
        agent.becomes(asked("/backup", 2).agentJobId(), AgentStatus.SUCCESS, "saved");
        agent.becomes(asked("/archive", 1).agentJobId(), AgentStatus.SUCCESS, "dropped");
        awaitJob(archiving, JobState.SUCCEEDED);
        assertThat(homes.countOf(people.firstTeam())).isEqualTo(ours - 1);
        assertThat(hostedOnServer()).isZero();
        var page = Client.of(environment).signedIn("admin", Client.ADMIN_PASSWORD);
        assertThat(page.get("/settings/bench-servers/" + serverId()).body())
                .as("what is noted about the archived site keeps the server on the list")
                .doesNotContain("id=\"confirmed\"");
        assertThat(api.post("/api/bench-sites", more).statusCode()).isEqualTo(202);
        asked("/sites", 2);
    }

    private int hostedOnServer() {
        return Client.json(api.get("/api/bench-servers/" + serverId()))
                .get("hosted")
                .asInt();
    }

    private UUID serverId() {
        return database.sql("select id from bench_server where name = ?")
                .param(server)
                .query(UUID.class)
                .single();
    }

    @Test
    void of_twenty_orders_at_once_of_a_team_that_may_have_three_more_exactly_three_are_taken() throws Exception {
        database.sql("update bench_server set takes_new = name = ?, max_sites = 1000")
                .param(server)
                .update();
        var team = people.stranger();
        var bench = database.sql("select id from bench where server_id = ?")
                .param(serverId())
                .query(UUID.class)
                .single();
        var crowd = "team-" + UUID.randomUUID().toString().substring(0, 8) + "-";
        for (int number = 0; number < 97; number++) {
            database.sql("""
                            insert into bench_site (site_id, team_id, bench_id, host, slug, standing)
                            values (:site, :team, :bench, :name, :name, 'COMING')
                            """)
                    .param("site", UUID.randomUUID())
                    .param("team", team.team().value())
                    .param("bench", bench)
                    .param("name", crowd + "there-" + number)
                    .update();
        }
        var program = people.program(team);
        List<HttpResponse<String>> answers;
        try (var threads = Executors.newFixedThreadPool(20)) {
            answers = threads
                    .invokeAll(IntStream.range(0, 20)
                            .<Callable<HttpResponse<String>>>mapToObj(number -> () -> program.post(
                                    "/api/bench-sites",
                                    Map.of("slug", crowd + number, "adminPassword", "eine gute Passphrase")))
                            .toList())
                    .stream()
                    .map(Future::resultNow)
                    .toList();
        }
        assertThat(answers.stream().filter(answer -> answer.statusCode() == 202))
                .hasSize(3);
        answers.stream()
                .filter(answer -> answer.statusCode() != 202)
                .forEach(answer -> assertRefused(answer, "bench-sites-limit"));
        assertThat(homes.countOf(team.team())).isEqualTo(100);
        asked("/sites", 3);
        database.sql("delete from bench_site where slug like ?")
                .param(crowd + "there-%")
                .update();
    }

    @Test
    void an_archived_site_is_closed_backed_up_and_only_then_taken_off_its_bench() {
        var ordered = order();
        agent.becomes(asked("/sites", 1).agentJobId(), AgentStatus.SUCCESS, "installed");
        awaitJob(ordered, JobState.SUCCEEDED);
        var slug = "/api/sites/" + ordered.slug();
        var answer = api.post(slug + "/archive", Map.of());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        var archiving = new Ordered(
                ordered.slug(), JobId.of(Client.json(answer).get("job").asString()));

        agent.becomes(asked("/deactivate", 1).agentJobId(), AgentStatus.SUCCESS, "maintenance");
        assertThat(hosted.of(site(ordered).id().value()))
                .get()
                .extracting(HostedSites.Hosted::standing)
                .isEqualTo(HostedSites.Standing.ARCHIVED);
        // The first backup was ordered when the site was made.
        agent.becomes(asked("/backup", 2).agentJobId(), AgentStatus.FAILURE, "no space left");
        awaitJob(archiving, JobState.FAILED);
        asked("/activate", 2);
        agent.asked().stream()
                .filter(one -> one.path().endsWith("/activate"))
                .forEach(one -> agent.becomes(one.agentJobId(), AgentStatus.SUCCESS, "open"));
        assertThat(site(ordered).state()).isEqualTo(SiteState.LIVE);
        assertThat(hosted.of(site(ordered).id().value()))
                .get()
                .extracting(HostedSites.Hosted::standing)
                .isEqualTo(HostedSites.Standing.ONLINE);
        assertThat(agent.asked()).noneMatch(one -> one.path().endsWith("/archive"));

        assertThat(api.post("/api/jobs/" + archiving.job() + "/retry", Map.of()).statusCode())
                .isEqualTo(202);
        agent.becomes(asked("/deactivate", 2).agentJobId(), AgentStatus.SUCCESS, "maintenance");
        agent.becomes(asked("/backup", 3).agentJobId(), AgentStatus.SUCCESS, "saved");
        var gone = asked("/archive", 1);
        assertThat(gone.body().get("mariadb_root_password").asString()).isEqualTo("root-of-the-database");
        assertThat(site(ordered).state()).isEqualTo(SiteState.LIVE);
        agent.becomes(gone.agentJobId(), AgentStatus.SUCCESS, "dropped");
        awaitJob(archiving, JobState.SUCCEEDED);
        assertThat(site(ordered).state()).isEqualTo(SiteState.ARCHIVED);

        assertRefused(api.delete(slug), "bench-site-worked-on");
        agent.asked().stream()
                .filter(one -> one.path().endsWith("/backup"))
                .forEach(one -> agent.becomes(one.agentJobId(), AgentStatus.SUCCESS, "saved"));
        awaitNothingOpen(ordered);
        assertThat(api.delete(slug).statusCode()).isEqualTo(204);
        assertThat(api.get(slug).statusCode()).isEqualTo(404);
    }

    private void awaitNothingOpen(Ordered ordered) {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> Client.json(api.get("/api/agent-jobs?state=OPEN&site="
                                + site(ordered).id()))
                        .get("items")
                        .isEmpty());
    }

    @Test
    void what_was_undone_is_archived_without_asking_the_agent_once_more() {
        var ordered = order();
        agent.becomes(asked("/sites", 1).agentJobId(), AgentStatus.FAILURE, "the disk is full");
        awaitJob(ordered, JobState.FAILED);
        agent.becomes(asked("/archive", 1).agentJobId(), AgentStatus.SUCCESS, "gone");
        awaitNothingOpen(ordered);

        var answer = api.post("/api/sites/" + ordered.slug() + "/archive", Map.of());

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        awaitJob(
                new Ordered(
                        ordered.slug(), JobId.of(Client.json(answer).get("job").asString())),
                JobState.SUCCEEDED);
        assertThat(site(ordered).state()).isEqualTo(SiteState.ARCHIVED);
        assertThat(agent.asked())
                .filteredOn(one -> one.path().endsWith("/archive"))
                .hasSize(1);
    }

    private void assertRefused(Map<String, Object> body, int status, String code) {
        var answer = api.post("/api/bench-sites", body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(Client.json(answer).get("code").asString()).isEqualTo(code);
    }

    /** What the agent was asked for so many times by now, at a path that ends so. */
    private static AgentRequest asked(String path, int times) {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> agent.asked().stream()
                                .filter(one -> one.path().endsWith(path))
                                .count()
                        == times);
        return agent.asked().stream()
                .filter(one -> one.path().endsWith(path))
                .toList()
                .getLast();
    }

    private Site site(Ordered ordered) {
        return sites.find(people.firstTeam(), new Slug(ordered.slug())).orElseThrow();
    }

    private void awaitJob(Ordered ordered, JobState state) {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> work.find(ordered.job()).orElseThrow().state() == state);
    }

    /** The lines of its log. */
    private String said(Ordered ordered) {
        return database.sql(
                        "select coalesce(string_agg(to_jsonb(job_log)::text, ' '), '') from job_log where job_id = ?")
                .param(ordered.job().value())
                .query(String.class)
                .single();
    }
}
