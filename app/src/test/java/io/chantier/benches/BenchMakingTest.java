package io.chantier.benches;

import static io.chantier.benches.BenchWorkshop.IMAGE;
import static io.chantier.benches.BenchWorkshop.LONG;
import static io.chantier.benches.BenchWorkshop.NAME;
import static io.chantier.benches.BenchWorkshop.assertProblem;
import static io.chantier.benches.BenchWorkshop.job;
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

/** Benches that our own agent makes for a release group, and archives. */
@ChantierTest
@TestPropertySource(properties = {"chantier.agent-jobs.tick=50ms", "chantier.agent-jobs.poll=20ms"})
class BenchMakingTest {

    private static final String PASSWORD = "registry-hunter2";

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

    private BenchWorkshop here;
    private StandInBench bench;
    private StandInDocker docker;
    private Client api;

    @BeforeEach
    void open() {
        here = new BenchWorkshop(home, Client.ofAdmin(environment), furniture);
        bench = here.bench;
        docker = here.docker;
        api = here.api;
    }

    @AfterEach
    void close() {
        here.close();
    }

    @Test
    void a_bench_of_a_group_is_made_takes_sites_and_is_archived() {
        var job = here.ordered(here.wish());

        here.awaitStanding();
        var made = here.told().at("/benches/0");
        assertThat(made.get("name").asString()).isEqualTo(NAME);
        assertThat(made.get("number").asInt()).isEqualTo(1);
        assertThat(here.told().get("making")).isEmpty();
        assertThat(docker.called().getLast())
                .contains("-p 127.0.0.1:18001:8000")
                .contains(IMAGE);
        assertThat(bench.directory().resolve(NAME).resolve("sites/common_site_config.json"))
                .content()
                .contains("10.0.0.5", "3307");
        assertThat(Client.json(api.get(here.path() + "/placement"))
                        .get("benchName")
                        .asString())
                .isEqualTo(NAME);
        assertThat(browser().get("/agent-jobs/" + job).body()).contains("Initialize Bench", "New Bench");
        assertThat(errors(here.order(here.with("name", NAME)))).containsExactly("name taken");
        assertThat(errors(here.order(here.with("ports", 1)))).containsExactly("ports taken");

        archive(made.get("id").asString());

        assertThat(docker.runs(NAME)).isFalse();
        assertThat(bench.directory().resolve(NAME)).doesNotExist();
        assertThat(api.delete(here.path()).statusCode()).isEqualTo(204);
    }

    @Test
    void while_a_bench_is_made_it_is_told_takes_no_site_and_its_name_is_nobody_elses() {
        docker.hold("run-d");
        var job = here.ordered(here.wish());
        await().atMost(LONG).until(() -> docker.isHeld("run-d"));

        here.look();
        assertThat(here.names()).containsExactly(StandInBench.NAME);
        assertThat(here.told().at("/making/0/state").asString()).isEqualTo("MAKING");
        assertThat(browser().get(here.page() + "?lang=en").body()).contains("Being made", "/agent-jobs/" + job);
        assertThat(errors(here.order(here.with("name", NAME)))).containsExactly("name taken");
        assertProblem(api.delete(here.path()), 409, "group-in-use");

        assertThat(api.post("/api/agent-jobs/" + job + "/cancel", Map.of()).statusCode())
                .isEqualTo(202);
        here.awaitMaking("FAILED");
        docker.letGo("run-d");
        await().atMost(LONG).until(() -> Files.notExists(bench.directory().resolve(NAME)));
        assertThat(api.delete(here.path()).statusCode()).isEqualTo(204);
    }

    @Test
    void an_image_that_fails_leaves_nothing_says_why_and_can_be_tried_again() {
        docker.fail("run--rm", "pull access denied");
        var wish = here.wish();
        wish.putAll(
                Map.of("registryUrl", "registry.local", "registryUsername", "reader", "registryPassword", PASSWORD));
        var job = here.ordered(wish);
        assertThat(database.sql("select body from agent_job where id = ?::uuid")
                        .param(job)
                        .query(String.class)
                        .single())
                .doesNotContain(PASSWORD);

        here.awaitMaking("FAILED");
        assertThat(docker.folder().resolve("password")).hasContent(PASSWORD);
        assertThat(bench.directory().resolve(NAME)).doesNotExist();
        assertThat(here.names()).containsExactly(StandInBench.NAME);
        assertThat(browser().get(here.page() + "?lang=en").body())
                .contains("Why " + NAME + " was not made", "value=\"" + NAME + "\"");
        assertThat(browser().get("/agent-jobs/" + job).body())
                .contains("pull access denied")
                .doesNotContain(PASSWORD);

        docker.mend("run--rm");
        assertThat(api.post("/api/agent-jobs/" + job + "/retry", Map.of()).statusCode())
                .isEqualTo(202);
        here.awaitStanding();
    }

    @Test
    void an_image_with_other_apps_comes_into_no_group_and_takes_no_site() {
        here.group = furniture.group("Bare", Map.of("frappe", "15.2.0")).toString();
        here.ordered(here.wish());

        here.awaitMaking("DIFFERS");
        assertThat(here.told().at("/making/0/differs").asString()).isEqualTo("erpnext");
        assertThat(here.told().get("benches")).isEmpty();
        assertThat(database.sql("select bench_is_open(id) from bench where name = ?")
                        .param(NAME)
                        .query(Boolean.class)
                        .single())
                .isFalse();

        archive(database.sql("select id from bench where name = ?")
                .param(NAME)
                .query(String.class)
                .single());
        assertThat(here.told().get("making")).isEmpty();
    }

    @Test
    void what_is_wrong_is_said_field_by_field_and_nothing_is_ordered() {
        assertThat(errors(here.order(Map.of())))
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
        assertThat(errors(here.order(wrong)))
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
        assertThat(here.told().get("making")).isEmpty();

        var page = here.page();
        var typed = Map.of(
                "server",
                here.server,
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
        var id = here.id(StandInBench.NAME);
        var refused = here.archive(id);
        assertProblem(refused, 409, "bench-has-sites");
        assertThat(refused.body()).contains(StandInBench.SITE);
        assertThat(here.archive(UUID.randomUUID().toString()).statusCode()).isEqualTo(404);
        here.agent.withoutSite(StandInBench.NAME, StandInBench.SITE);
        here.look();
        var page = "/settings/bench-servers/" + here.server;
        var action = page + "/benches/" + id + "/archive";
        var browser = browser();
        assertThat(browser.submit(page, action, Map.of("name", "bench")).statusCode())
                .isEqualTo(422);
        assertThat(browser.submit(page, action, Map.of("name", StandInBench.NAME))
                        .statusCode())
                .isEqualTo(302);
        await().atMost(LONG).until(() -> here.names().isEmpty());
        assertThat(Files.exists(bench.folder())).isFalse();
    }

    private Client browser() {
        return people.browser(people.operator());
    }

    private void archive(String id) {
        job(here.archive(id));
        await().atMost(LONG).until(() -> !here.names().contains(NAME));
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
}
