package io.chantier.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.chantier.protocol.AgentStatus;
import io.chantier.protocol.JobCreated;
import io.chantier.protocol.Wire;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people write about users, passwords and benches is a text for Python, bench and docker, and never more. */
class UserInjectionTest {

    private static final String SITE = "users.local.test";
    private static final String ANSWERS = "select count(*) from db.tabUser where name in ('Administrator', 'Guest')";

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path home;

    @SuppressWarnings("NullAway.Init") // set before each test
    private StandInBench bench;

    @SuppressWarnings("NullAway.Init") // set before each test
    private RealSite site;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Agent agent;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Client client;

    @BeforeEach
    void start() {
        bench = StandInBench.in(home, MariaDbServer.shared(), RedisServer.shared());
        site = RealSite.on(bench, MariaDbServer.shared(), SITE);
        agent = TestAgents.start(home, bench.settings());
        client = Client.of(agent);
    }

    @AfterEach
    void stop() {
        agent.close();
        site.drop();
    }

    /** The corpus, and what would be more than a text to Python or SQL. */
    private List<String> payloads() {
        var marker = home.resolve("marker");
        var all = new ArrayList<>(Payloads.touching(marker));
        all.addAll(List.of(
                "\"); open(\"" + marker + "\", \"w\"); (\"",
                "'); open('" + marker + "', 'w'); ('",
                "\\\"); open(\"" + marker + "\", \"w\") #",
                "x\nfrappe.db.sql(\"drop table tabUser\")\n",
                "x\u2028import os",
                "'; drop table tabUser; -- "));
        return all;
    }

    private void assertNothingRan(String payload) {
        assertThat(home.resolve("marker")).as(payload).doesNotExist();
        assertThat(site.ask(ANSWERS)).as(payload).containsExactly("2");
    }

    /** Refused for the field, or done, or failed by a name of its own. */
    private boolean isDone(HttpResponse<String> answer, String payload) {
        if (answer.statusCode() != 200) {
            assertThat(answer.statusCode()).as("%s: %s", payload, answer.body()).isBetween(400, 499);
            assertThat(answer.body()).as(payload).contains("\"error\"");
            return false;
        }
        var job = client.over(Wire.read(answer.body(), JobCreated.class).job());
        assertThat(Wire.write(job)).as(payload).doesNotContain("\"bug");
        return job.status() == AgentStatus.SUCCESS;
    }

    private HttpResponse<String> post(String path, Map<String, ?> body) {
        return client.post(site.path(path), Wire.write(body));
    }

    @Test
    void a_user_who_logs_in_is_a_text() {
        for (var payload : payloads()) {
            for (var user : List.of(payload, payload + "@example.test")) {
                var answer = post("/sid", Map.of("user", user));
                if (!user.isEmpty()) {
                    assertThat(answer.statusCode())
                            .as("%s: %s", user, answer.body())
                            .isBetween(400, 500);
                }
                assertNothingRan(user);
            }
        }
        assertThat(post("/sid", Map.of("user", "Administrator")).statusCode()).isEqualTo(200);
    }

    @Test
    void the_answers_of_the_wizard_are_texts() {
        for (var payload : payloads()) {
            var body = Map.of("language", payload, "more", Map.of("deep", List.of(payload)), payload + "key", "x");
            assertThat(isDone(post("/complete-setup-wizard", body), payload))
                    .as(payload)
                    .isTrue();
            assertNothingRan(payload);
        }
    }

    @Test
    void the_fields_of_a_new_user_are_texts() {
        var harmless =
                Map.of("email", "ada@example.test", "first_name", "Ada", "last_name", "Lovelace", "password", "of-ada");
        for (var payload : payloads()) {
            for (var field : harmless.keySet()) {
                var body = new HashMap<>(harmless);
                body.put(field, payload);
                isDone(post("/create-user", body), field + " " + payload);
                assertNothingRan(payload);
                site.tell("delete from db.tabUser where name not in ('Administrator', 'Guest')");
            }
        }
    }

    @Test
    void the_passwords_of_a_reinstallation_are_texts() {
        var root = site.mariadb().rootPassword();
        for (var payload : payloads()) {
            assertThat(isDone(reinstall(payload, "admin"), payload)).as(payload).isFalse();
            assertNothingRan(payload);
            if (isDone(reinstall(root, payload), payload)) {
                assertThat(site.ask("select password from db.__Auth where name = 'Administrator'"))
                        .as(payload)
                        .containsExactly(SiteHost.hash(payload));
            }
            assertNothingRan(payload);
        }
    }

    private HttpResponse<String> reinstall(String root, String admin) {
        return post("/reinstall", Map.of("mariadb_root_password", root, "admin_password", admin));
    }

    @Test
    void the_target_of_an_update_is_a_bench() {
        for (var payload : payloads()) {
            for (var path : List.of("/update/migrate", "/update/migrate/recover", "/update/pull/recover")) {
                var answer = post(path, Map.of("target", payload));
                assertThat(answer.statusCode())
                        .as("%s: %s", payload, answer.body())
                        .isBetween(400, 499);
            }
            assertNothingRan(payload);
        }
        assertThat(site.folder().resolve("site_config.json")).exists();
    }

    @Test
    void what_a_new_bench_is_told_are_texts() {
        agent.close();
        var docker = StandInDocker.in(home, bench);
        agent = TestAgents.start(home, docker.settings(bench));
        client = Client.of(agent);
        int number = 0;
        for (var payload : payloads()) {
            for (var field : List.of("url", "username", "values", "variable")) {
                var name = "bench-made-" + ++number;
                var answer = client.post("/benches", Wire.write(order(name, field, payload)));
                boolean done = isDone(answer, field + " " + payload);
                assertThat(home.resolve("marker")).as(field + " " + payload).doesNotExist();
                if (done && field.equals("values")) {
                    var config =
                            Wire.tree(client.get("/benches/" + name + "/config").body());
                    assertThat(config.get("note").asString()).isEqualTo(payload);
                }
            }
        }
    }

    private static Map<String, Object> order(String name, String field, String payload) {
        boolean values = field.equals("values");
        return Map.of(
                "name",
                name,
                "bench_config",
                Map.of(
                        "docker_image",
                        "registry.local/frappe/bench:1",
                        "web_port",
                        18000,
                        "socketio_port",
                        19000,
                        "environment_variables",
                        Map.of(field.equals("variable") ? payload : "LICENCE", values ? payload : "x")),
                "common_site_config",
                Map.of("note", values ? payload : "x"),
                "registry",
                Map.of(
                        "url",
                        field.equals("url") ? payload : "registry.local",
                        "username",
                        field.equals("username") ? payload : "u",
                        "password",
                        values ? payload : "p"));
    }
}
