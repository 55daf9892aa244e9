package io.chantier.benches;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.chantier.ChantierTest;
import io.chantier.Client;
import io.chantier.agent.StandInBench;
import io.chantier.agent.StandInDocker;
import io.chantier.benches.apps.Furniture;
import io.chantier.identity.TeamFixture;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

/** Benches that our own agent makes for a release group, and archives. */
@ChantierTest
@TestPropertySource(properties = {"chantier.agent-jobs.tick=50ms", "chantier.agent-jobs.poll=20ms"})
class BenchMakingTest {

    private static final String NAME = "bench-0002";
    private static final String IMAGE = "registry.local/frappe/version-15:15.2.0";
    private static final String PASSWORD = "registry-hunter2";
    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    private Path home;

    @Autowired
    Environment environment;

    @Autowired
    Furniture furniture;

    @Autowired
    TeamFixture people;

    @Autowired
    JdbcClient database;

    private StandInBench bench;
    private StandInDocker docker;
    private RealAgent agent;
    private Client api;
    private String server;
    private String group;

    @BeforeEach
    void open() {
        bench = StandInBench.in(home);
        docker = StandInDocker.in(home, bench);
        var settings = new HashMap<>(docker.environment());
        settings.put("PATH", "/usr/local/bin:/usr/bin:/bin");
        agent = new RealAgent(home, settings);
        api = Client.ofAdmin(environment);
        furniture.frameworkAt("15.2.0");
        furniture.app("erpnext", "ERPNext", "Gestion");
        furniture.published("erpnext", "15.1.0", ">=15,<16");
        group = furniture
                .group("Version 15", Map.of("frappe", "15.2.0", "erpnext", "15.1.0"))
                .toString();
        var added = api.post(
                "/api/bench-servers",
                Map.of(
                        "name",
                        "S" + UUID.randomUUID(),
                        "url",
                        agent.url(),
                        "password",
                        RealAgent.PASSWORD,
                        "databasePassword",
                        "root"));
        assertThat(added.statusCode()).as(added.body()).isEqualTo(201);
        server = Client.json(added).get("id").asString();
    }

    @AfterEach
    void close() {
        furniture.clear();
        agent.close();
    }

    @Test
    void a_bench_of_a_group_is_made_takes_sites_and_is_archived() {
        var job = ordered(api.post(benches(), wish()));

        awaitStanding();
        var made = group().at("/benches/0");
        assertThat(made.get("name").asString()).isEqualTo(NAME);
        assertThat(made.get("number").asInt()).isEqualTo(1);
        assertThat(group().get("making")).isEmpty();
        assertThat(docker.called().getLast())
                .contains("-p 127.0.0.1:18001:8000")
                .contains(IMAGE);
        assertThat(bench.directory().resolve(NAME).resolve("sites/common_site_config.json"))
                .content()
                .contains("10.0.0.5", "3307");
        assertThat(Client.json(api.get(path() + "/placement")).get("benchName").asString())
                .isEqualTo(NAME);
        assertThat(browser().get("/agent-jobs/" + job).body()).contains("Initialize Bench", "New Bench");
        assertThat(errors(api.post(benches(), with("name", NAME)))).containsExactly("name taken");
        assertThat(errors(api.post(benches(), with("ports", 1)))).containsExactly("ports taken");

        archive(made.get("id").asString());

        assertThat(docker.runs(NAME)).isFalse();
        assertThat(bench.directory().resolve(NAME)).doesNotExist();
        assertThat(api.delete(path()).statusCode()).isEqualTo(204);
    }

    @Test
    void while_a_bench_is_made_it_is_told_takes_no_site_and_its_name_is_nobody_elses() {
        docker.hold("run-d");
        var job = ordered(api.post(benches(), wish()));
        await().atMost(LONG).until(() -> docker.isHeld("run-d"));

        api.post("/api/bench-servers/" + server + "/test", Map.of());
        assertThat(names()).containsExactly(StandInBench.NAME);
        assertThat(group().at("/making/0/state").asString()).isEqualTo("MAKING");
        assertThat(browser()
                        .get("/settings/release-groups/" + group + "?lang=en")
                        .body())
                .contains("Being made", "/agent-jobs/" + job);
        assertThat(errors(api.post(benches(), with("name", NAME)))).containsExactly("name taken");
        problem(api.delete(path()), 409, "group-in-use");

        assertThat(api.post("/api/agent-jobs/" + job + "/cancel", Map.of()).statusCode())
                .isEqualTo(202);
        await().atMost(LONG)
                .until(() -> group().at("/making/0/state").asString().equals("FAILED"));
        docker.letGo("run-d");
        await().atMost(LONG).until(() -> Files.notExists(bench.directory().resolve(NAME)));
        assertThat(api.delete(path()).statusCode()).isEqualTo(204);
    }

    @Test
    void an_image_that_fails_leaves_nothing_says_why_and_can_be_tried_again() {
        docker.fail("run--rm", "pull access denied");
        var wish = wish();
        wish.putAll(
                Map.of("registryUrl", "registry.local", "registryUsername", "reader", "registryPassword", PASSWORD));
        var job = ordered(api.post(benches(), wish));
        assertThat(database.sql("select body from agent_job where id = ?::uuid")
                        .param(job)
                        .query(String.class)
                        .single())
                .doesNotContain(PASSWORD);

        await().atMost(LONG)
                .until(() -> group().at("/making/0/state").asString().equals("FAILED"));
        assertThat(docker.folder().resolve("password")).hasContent(PASSWORD);
        assertThat(bench.directory().resolve(NAME)).doesNotExist();
        assertThat(names()).containsExactly(StandInBench.NAME);
        assertThat(browser()
                        .get("/settings/release-groups/" + group + "?lang=en")
                        .body())
                .contains("Why " + NAME + " was not made", "value=\"" + NAME + "\"");
        assertThat(browser().get("/agent-jobs/" + job).body())
                .contains("pull access denied")
                .doesNotContain(PASSWORD);

        docker.mend("run--rm");
        assertThat(api.post("/api/agent-jobs/" + job + "/retry", Map.of()).statusCode())
                .isEqualTo(202);
        awaitStanding();
    }

    @Test
    void an_image_with_other_apps_comes_into_no_group_and_takes_no_site() {
        group = furniture.group("Bare", Map.of("frappe", "15.2.0")).toString();
        ordered(api.post(benches(), wish()));

        await().atMost(LONG)
                .until(() -> group().at("/making/0/state").asString().equals("DIFFERS"));
        assertThat(group().at("/making/0/differs").asString()).isEqualTo("erpnext");
        assertThat(group().get("benches")).isEmpty();
        assertThat(database.sql("select bench_is_open(id) from bench where name = ?")
                        .param(NAME)
                        .query(Boolean.class)
                        .single())
                .isFalse();

        archive(database.sql("select id from bench where name = ?")
                .param(NAME)
                .query(String.class)
                .single());
        assertThat(group().get("making")).isEmpty();
    }

    @Test
    void what_is_wrong_is_said_field_by_field_and_nothing_is_ordered() {
        assertThat(errors(api.post(benches(), Map.of())))
                .containsExactlyInAnyOrder("server required", "image required", "database required");
        var wrong = new HashMap<String, Object>(Map.of(
                "server",
                UUID.randomUUID(),
                "name",
                "../evil",
                "image",
                "--privileged",
                "database",
                "$(touch x)",
                "ports",
                5000,
                "webWorkers",
                0,
                "backgroundWorkers",
                65,
                "container",
                "sh"));
        wrong.putAll(Map.of("registryUrl", "-u", "registryUsername", "-p"));
        assertThat(errors(api.post(benches(), wrong)))
                .containsExactlyInAnyOrder(
                        "server unknown-value",
                        "name not-a-bench-name",
                        "image not-an-image",
                        "database not-a-database-host",
                        "ports not-between",
                        "webWorkers not-between",
                        "backgroundWorkers not-between",
                        "container unknown-value",
                        "registryUrl not-a-registry",
                        "registryUsername not-a-registry-user",
                        "registryPassword required");
        assertThat(group().get("making")).isEmpty();

        var page = "/settings/release-groups/" + group;
        var typed = Map.of(
                "server",
                server,
                "image",
                "--privileged",
                "database",
                "db.local",
                "webWorkers",
                "2",
                "backgroundWorkers",
                "1",
                "container",
                "docker",
                "registryPassword",
                PASSWORD);
        var refused = browser().submit(page, page + "/benches/new", typed);
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("wrong-image", "wrong-registryUrl", "value=\"db.local\"");
        assertThat(refused.body()).doesNotContain(PASSWORD);
    }

    @Test
    void a_bench_with_sites_is_not_archived_and_the_page_wants_its_name() {
        var id = Client.json(api.get("/api/bench-servers/" + server + "/benches"))
                .at("/0/bench/id")
                .asString();
        var refused = api.delete("/api/bench-servers/" + server + "/benches/" + id);
        problem(refused, 409, "bench-has-sites");
        assertThat(refused.body()).contains(StandInBench.SITE);
        assertThat(api.delete("/api/bench-servers/" + server + "/benches/" + UUID.randomUUID())
                        .statusCode())
                .isEqualTo(404);
        agent.withoutSite(StandInBench.NAME, StandInBench.SITE);
        api.post("/api/bench-servers/" + server + "/test", Map.of());
        var page = "/settings/bench-servers/" + server;
        var action = page + "/benches/" + id + "/archive";
        var browser = browser();
        assertThat(browser.submit(page, action, Map.of("name", "bench")).statusCode())
                .isEqualTo(422);
        assertThat(browser.submit(page, action, Map.of("name", StandInBench.NAME))
                        .statusCode())
                .isEqualTo(302);
        await().atMost(LONG).until(() -> names().isEmpty());
        assertThat(Files.exists(bench.folder())).isFalse();
    }

    private Client browser() {
        return people.browser(people.operator());
    }

    private String path() {
        return "/api/release-groups/" + group;
    }

    private String benches() {
        return path() + "/benches";
    }

    private Map<String, Object> wish() {
        return new HashMap<>(Map.of("server", server, "image", IMAGE, "database", "10.0.0.5:3307"));
    }

    private Map<String, Object> with(String field, Object value) {
        var wish = wish();
        wish.put(field, value);
        return wish;
    }

    private static String ordered(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        return Client.json(answer).get("job").asString();
    }

    private void archive(String id) {
        ordered(api.delete("/api/bench-servers/" + server + "/benches/" + id));
        await().atMost(LONG).until(() -> !names().contains(NAME));
    }

    private void awaitStanding() {
        await().atMost(LONG).until(() -> group().get("benches").size() == 1);
    }

    private JsonNode group() {
        return Client.json(api.get(path()));
    }

    /** Of the benches of the server. */
    private List<String> names() {
        return Client.json(api.get("/api/bench-servers/" + server + "/benches"))
                .valueStream()
                .map(one -> one.at("/bench/name").asString())
                .toList();
    }

    private static List<String> errors(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
        return Client.json(answer)
                .get("errors")
                .valueStream()
                .map(error ->
                        error.get("field").asString() + " " + error.get("code").asString())
                .toList();
    }

    private static void problem(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(Client.json(answer).get("code").asString()).isEqualTo(code);
    }
}
