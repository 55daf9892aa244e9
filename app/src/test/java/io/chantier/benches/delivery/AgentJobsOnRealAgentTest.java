package io.chantier.benches.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.chantier.ChantierTest;
import io.chantier.Client;
import io.chantier.benches.RealAgent;
import io.chantier.benches.delivery.AgentOrder.Call;
import io.chantier.benches.servers.ServerAddresses;
import io.chantier.identity.Role;
import io.chantier.identity.TeamFixture;
import io.chantier.protocol.Wire;
import io.chantier.sites.SiteId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Jobs of our own agent over HTTP, as people and programs see them. */
@ChantierTest
class AgentJobsOnRealAgentTest {

    private static final String CALLBACK = "/api/method/press.api.callbacks.callback";

    @TempDir
    private Path home;

    @Autowired
    AgentJobs jobs;

    @Autowired
    ServerAddresses addresses;

    @Autowired
    TeamFixture people;

    @Autowired
    JdbcClient database;

    @Autowired
    Environment environment;

    private RealAgent agent;
    private CuttingProxy proxy;
    private Client api;
    private UUID server;

    @BeforeEach
    void start() throws IOException {
        agent = new RealAgent(home);
        proxy = new CuttingProxy(agent.port());
        api = Client.ofAdmin(environment);
        var answer = api.post(
                "/api/bench-servers",
                Map.of("name", "S" + UUID.randomUUID(), "url", proxy.url(), "password", RealAgent.PASSWORD));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        server = UUID.fromString(Client.json(answer).get("id").asString());
    }

    @AfterEach
    void stop() {
        proxy.close();
        agent.close();
    }

    @Test
    void the_addresses_of_listed_servers_are_known_where_agents_knock() {
        addresses.look();

        assertThat(addresses.has("127.0.0.1")).isTrue();
        assertThat(addresses.has("203.0.113.7")).isFalse();
    }

    @Test
    void a_ping_job_goes_there_and_its_end_comes_back() {
        var id = ping();
        awaitState(id, AgentJobState.SUCCESS);
        var seen = Client.json(api.get("/api/agent-jobs/" + id));
        assertThat(seen.get("state").asString()).isEqualTo("SUCCESS");
        assertThat(seen.get("number").asLong()).isPositive();
        assertThat(seen.get("type").asString()).isEqualTo("OTHER");
    }

    @Test
    void a_job_that_this_agent_does_not_serve_ends_at_once_and_says_which_it_is() {
        for (var path : List.of("/update", "/benches/b/sites/s/of-a-later-version")) {
            int before = proxy.posts();
            var id = order("Some Later Job", path);
            awaitState(id, AgentJobState.FAILURE);
            var reason = jobs.find(id).orElseThrow().reason();
            assertThat(reason).isNotNull();
            assertThat(reason.code()).isEqualTo("agent-too-old");
            assertThat(reason.arguments()).containsEntry("job", "Some Later Job");
            assertThat(proxy.posts() - before).isEqualTo(1);
        }

        var missing = order("Migrate Site", "/benches/b/sites/s/migrate");
        awaitState(missing, AgentJobState.FAILURE);
        assertThat(jobs.find(missing).orElseThrow().reason().code()).isEqualTo("agent-refused");
    }

    private UUID order(String name, String path) {
        return jobs.order(AgentOrder.of(server, people.firstTeam(), name, Call.post(path, Wire.emptyObject())));
    }

    @Test
    void a_lost_answer_starts_nothing_twice() {
        int before = proxy.posts();
        proxy.cut(1);
        var id = ping();
        awaitState(id, AgentJobState.SUCCESS);
        assertThat(jobs.find(id).orElseThrow().progress().tries()).isEqualTo(1);
        assertThat(proxy.posts() - before).isEqualTo(1);
    }

    @Test
    void what_a_replica_left_when_it_was_killed_after_the_agent_had_taken_the_job_is_found_there() {
        var id = ping();
        awaitState(id, AgentJobState.SUCCESS);
        int before = proxy.posts();
        database.sql("""
                update agent_job set state = 'UNDELIVERED', unsure = true, number = null, delivered_at = null,
                    ended_at = null, told = null, next_at = now() where id = ?
                """).param(id).update();
        database.sql("update agent_turn set holder = ?, held_until = now() - interval '1 second' where server_id = ?")
                .params(UUID.randomUUID(), server)
                .update();
        awaitState(id, AgentJobState.SUCCESS);
        assertThat(proxy.posts()).isEqualTo(before);
    }

    @Test
    void a_callback_of_anybody_is_answered_alike_and_only_of_a_number() {
        var stranger = Client.of(environment);
        assertThat(stranger.form(CALLBACK, Map.of("job_id", "1")).statusCode()).isEqualTo(200);
        assertThat(stranger.form(CALLBACK, Map.of("job_id", "987654321")).statusCode())
                .isEqualTo(200);
        assertThat(stranger.form(CALLBACK, Map.of("job_id", "1 or 1=1")).statusCode())
                .isEqualTo(422);
        assertThat(stranger.form(CALLBACK, Map.of()).statusCode()).isEqualTo(422);
    }

    @Test
    void the_list_is_narrowed_by_kind_of_work_and_by_state_and_a_team_sees_only_its_sites() {
        var team = people.member(people.firstTeam(), Role.EDITOR);
        var ofSite = refused(new SiteId(UUID.randomUUID()));
        var ofServer = ping();
        awaitState(ofServer, AgentJobState.SUCCESS);
        awaitState(ofSite, AgentJobState.FAILURE);

        assertThat(ids(api, "?server=" + server)).containsExactlyInAnyOrder(ofSite.toString(), ofServer.toString());
        assertThat(ids(api, "?type=MIGRATE_SITE&server=" + server)).containsExactly(ofSite.toString());
        assertThat(ids(api, "?state=SUCCEEDED&server=" + server)).containsExactly(ofServer.toString());
        var editor = people.program(team);
        assertThat(ids(editor, "?server=" + server)).containsExactly(ofSite.toString());
        assertThat(editor.get("/api/agent-jobs/" + ofServer).statusCode()).isEqualTo(404);
        var stranger = people.program(people.stranger());
        assertThat(ids(stranger, "?server=" + server)).isEmpty();
        assertThat(stranger.get("/api/agent-jobs/" + ofSite).statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({
        "NEW_SITE, New Site / New Site from Backup",
        "INSTALL_APP, Install App on Site",
        "BACKUP_SITE, Backup Site",
        "MIGRATE_SITE, Migrate Site",
        "UPDATE_SITE, Update Site Migrate / Update Site Pull / Recover Failed Site Migrate / Recover Failed Site Pull"
                + " / Recover Failed Site Update / Restore Site Tables",
        "ARCHIVE_SITE, Archive Site"
    })
    void the_list_shows_one_kind_of_work_whatever_agents_call_it(AgentJobType type, String names) {
        var known = List.of(names.split(" / "));
        known.forEach(this::orderNowhere);
        var others = Stream.of(
                        "New Site",
                        "Install App on Site",
                        "Backup Site",
                        "Migrate Site",
                        "Update Site Pull",
                        "Archive Site")
                .filter(name -> !known.contains(name))
                .toList();
        others.forEach(this::orderNowhere);
        orderNowhere("Uninstall App on Site");

        var listed = Client.json(api.get("/api/agent-jobs?type=" + type + "&server=" + server));

        assertThat(listed.get("items").valueStream().map(job -> job.get("name").asString()))
                .containsExactlyInAnyOrderElementsOf(known);
        var page = Jsoup.parse(Client.of(environment)
                .signedIn("admin", Client.ADMIN_PASSWORD)
                .get("/agent-jobs?type=" + type)
                .body());
        assertThat(page.select(".choices a[aria-current]").eachAttr("href")).contains("/agent-jobs?type=" + type);
        assertThat(page.select("ul.list a.whole").eachText()).containsAll(known).isSubsetOf(known);
    }

    @Test
    void a_page_says_why_a_job_failed_and_repeats_it() {
        var id = refused(new SiteId(UUID.randomUUID()));
        awaitState(id, AgentJobState.FAILURE);
        var browser = Client.of(environment).signedIn("admin", Client.ADMIN_PASSWORD);
        var page = Jsoup.parse(browser.get("/agent-jobs/" + id).body());
        assertThat(page.select(".note.bad").text()).isNotEmpty();
        assertThat(page.select("form[action$=/retry]")).hasSize(1);
        var next = browser.submit("/agent-jobs/" + id, "/agent-jobs/" + id + "/retry", Map.of());
        assertThat(next.statusCode()).isEqualTo(302);
        var again = next.headers().firstValue("Location").orElseThrow();
        assertThat(again).contains("/agent-jobs/").doesNotContain(id.toString());
        assertThat(Jsoup.parse(browser.get("/agent-jobs?type=MIGRATE_SITE").body())
                        .select("ul.list li"))
                .hasSizeGreaterThanOrEqualTo(2);
    }

    private List<String> ids(Client client, String query) {
        return Client.json(client.get("/api/agent-jobs" + query))
                .get("items")
                .valueStream()
                .map(job -> job.get("id").asString())
                .toList();
    }

    private void orderNowhere(String name) {
        order(name, "/benches/nowhere/sites/nobody.example.org/migrate");
    }

    private UUID ping() {
        return jobs.order(
                AgentOrder.of(server, people.firstTeam(), "Ping Job", Call.post("/ping_job", Wire.emptyObject())));
    }

    /** The bench is not there. */
    private UUID refused(SiteId site) {
        return jobs.order(AgentOrder.of(
                        server,
                        people.firstTeam(),
                        "Migrate Site",
                        Call.post("/benches/nowhere/sites/nobody.example.org/migrate", Wire.emptyObject()))
                .about(site));
    }

    private void awaitState(UUID id, AgentJobState state) {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> jobs.find(id).orElseThrow().state() == state);
    }
}
