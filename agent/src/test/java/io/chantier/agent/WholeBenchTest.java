package io.chantier.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.chantier.protocol.AgentJob;
import io.chantier.protocol.AgentStatus;
import io.chantier.protocol.AgentStep;
import io.chantier.protocol.JobCreated;
import io.chantier.protocol.Wire;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Benches as a whole: how their containers come, change and go. */
class WholeBenchTest {

    private static final String FRESH = "bench-0002-000001-n1";
    private static final String PASSWORD = "registry-hunter2";

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path home;

    @SuppressWarnings("NullAway.Init") // set before each test
    private StandInBench bench;

    @SuppressWarnings("NullAway.Init") // set before each test
    private StandInDocker docker;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Agent agent;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Client client;

    @BeforeEach
    void start() {
        bench = StandInBench.in(home);
        docker = StandInDocker.in(home, bench);
        agent = Agent.start(
                AgentSettings.of(Map.of(
                        "CHANTIER_AGENT_HOME", home.resolve("agent").toString(),
                        "CHANTIER_AGENT_PORT", "0",
                        "AGENT_PASSWORD", "secret")),
                docker.settings(bench));
        client = Client.withPassword(agent.port(), "secret");
    }

    @AfterEach
    void stop() {
        agent.close();
    }

    private static ObjectNode setup() {
        return (ObjectNode) Wire.tree("""
                {"docker_image": "registry.local/frappe/bench:1", "web_port": 18000, "socketio_port": 19000,
                 "codeserver_port": 16000, "ssh_port": 22000, "rq_port": 11000, "private_ip": "10.0.0.7",
                 "gunicorn_workers": 3, "background_workers": 2, "environment_variables": {"LICENCE": "very-secret-1"},
                 "memory_high": 1024, "memory_max": 2048, "memory_swap": 4096, "vcpu": 1}""");
    }

    private static ObjectNode order(String name) {
        var order = (ObjectNode) Wire.tree("""
                {"common_site_config": {"db_host": "127.0.0.1"},
                 "registry": {"url": "registry.local", "username": "u", "password": "%s"}, "mounts": null}""".formatted(PASSWORD));
        order.set("bench_config", setup());
        return order.put("name", name);
    }

    private AgentJob over(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return client.over(Wire.read(answer.body(), JobCreated.class).job());
    }

    private AgentJob make(ObjectNode order) {
        return over(client.post("/benches", order.toString()));
    }

    private Path folder(String name) {
        return bench.directory().resolve(name);
    }

    private static void assertFailed(AgentJob job, String... words) {
        assertThat(job.status()).isEqualTo(AgentStatus.FAILURE);
        assertThat(job.data().toString()).contains(words);
    }

    @Test
    void a_new_bench_is_made_of_its_image_and_listed() throws IOException {
        var job = make(order(FRESH));

        assertThat(job.status()).as(job.data().toString()).isEqualTo(AgentStatus.SUCCESS);
        assertThat(job.name()).isEqualTo("New Bench");
        assertThat(job.steps())
                .extracting(AgentStep::name)
                .containsExactly("Initialize Bench", "Update Bench Configuration", "Deploy Bench", "Bench Setup NGINX");
        var told = Wire.tree(client.get("/benches").body()).get(FRESH);
        assertThat(told.get("apps").propertyNames()).containsExactly("erpnext", "frappe");
        assertThat(told.get("config").get("db_host").asString()).isEqualTo("127.0.0.1");
        assertThat(Wire.tree(Files.readString(folder(FRESH).resolve("config.json"))))
                .isEqualTo(setup());
        assertThat(folder(FRESH).resolve("config/redis-queue.conf")).exists();
        assertThat(Files.readString(folder(FRESH).resolve("config/supervisor.conf")))
                .contains("gunicorn --bind 0.0.0.0:8000 --workers 3")
                .contains("numprocs=2");
        assertThat(docker.runs(FRESH)).isTrue();
        var at = folder(FRESH).toString();
        assertThat(docker.called())
                .containsExactly(
                        "login --username u --password-stdin registry.local",
                        "run --rm --net none -v " + at + "/config:/home/frappe/frappe-bench/configmount"
                                + " registry.local/frappe/bench:1 cp -LR config/. configmount",
                        "run --rm --net none -v " + at + "/sites:/home/frappe/frappe-bench/sitesmount"
                                + " registry.local/frappe/bench:1 cp -LR sites/. sitesmount",
                        "run -d --init -u frappe --restart always --hostname " + FRESH
                                + " -p 127.0.0.1:18000:8000 -p 127.0.0.1:19000:9000 -p 10.0.0.7:11000:11000"
                                + " -v " + at + "/sites:/home/frappe/frappe-bench/sites"
                                + " -v " + at + "/logs:/home/frappe/frappe-bench/logs"
                                + " -v " + at + "/config:/home/frappe/frappe-bench/config"
                                + " -e LICENCE --label chantier.agent=" + FRESH + " --name " + FRESH
                                + " registry.local/frappe/bench:1");
    }

    @Test
    void the_password_of_the_registry_reaches_docker_and_nobody_else() throws IOException {
        var job = make(order(FRESH));
        assertThat(Files.readString(docker.folder().resolve("password"))).isEqualTo(PASSWORD);
        assertThat(client.get("/jobs/" + job.id()).body())
                .doesNotContain(PASSWORD)
                .doesNotContain("very-secret-1");
        assertThat(docker.licence(FRESH)).isEqualTo("very-secret-1");
        try (var files = Files.list(home.resolve("agent"))) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                        .as(file.toString())
                        .doesNotContain(PASSWORD);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"login", "run--rm", "run-d"})
    void a_new_bench_that_fails_leaves_nothing(String verb) {
        docker.fail(verb, "no space left on device");
        var job = make(order(FRESH));

        assertFailed(job, "no space left on device");
        assertThat(folder(FRESH)).doesNotExist();
        assertThat(docker.runs(FRESH)).isFalse();
        assertThat(Wire.tree(client.get("/benches").body()).has(FRESH)).isFalse();
    }

    @Test
    void a_bench_that_is_there_is_not_touched_by_a_new_one_of_its_name() {
        bench.write("sites/apps.txt", "frappe\n");
        var job = make(order(StandInBench.NAME));

        assertFailed(job, "bench-exists", "take another name");
        assertThat(bench.site().resolve("site_config.json")).exists();
        assertThat(docker.called()).isEmpty();
    }

    @Test
    void a_container_that_was_left_over_under_its_name_goes_first() {
        assertThat(make(order(FRESH)).status()).isEqualTo(AgentStatus.SUCCESS);
        bench.remove("config.json");
        assertThat(over(client.post("/benches/" + FRESH + "/archive")).status()).isEqualTo(AgentStatus.SUCCESS);
        docker.make(FRESH, FRESH);

        assertThat(make(order(FRESH)).status()).isEqualTo(AgentStatus.SUCCESS);
        assertThat(docker.called()).contains("stop " + FRESH + ".before", "rm --force " + FRESH + ".before");
        assertThat(docker.runs(FRESH)).isTrue();
    }

    @Test
    void a_container_of_somebody_else_is_neither_removed_nor_replaced() {
        docker.make(FRESH, "");
        docker.fail("run--rm", "pull access denied");

        assertFailed(make(order(FRESH)), "container-name-taken", "take another name");

        assertThat(docker.runs(FRESH)).isTrue();
        assertThat(docker.called()).isEmpty();
        assertThat(folder(FRESH)).doesNotExist();
    }

    @Test
    void a_bench_is_not_archived_with_the_container_of_somebody_else() {
        make(order(FRESH));
        docker.make(FRESH, "");

        assertFailed(over(client.post("/benches/" + FRESH + "/archive")), "container-name-taken");

        assertThat(docker.runs(FRESH)).isTrue();
        assertThat(folder(FRESH)).exists();
    }

    @ParameterizedTest
    @ValueSource(strings = {"run-d", "update"})
    void a_configuration_that_cannot_be_deployed_leaves_the_bench_running_as_before(String verb) throws IOException {
        make(order(FRESH));
        docker.fail(verb, "port is already allocated");
        var other = setup().put("web_port", 18001);
        other.putObject("environment_variables").put("LICENCE", "other-secret-1");

        assertFailed(configure(other), "port is already allocated");

        assertThat(docker.runs(FRESH)).isTrue();
        assertThat(docker.licence(FRESH)).isEqualTo("very-secret-1");
        assertThat(docker.runs(FRESH + ".before")).isFalse();
        assertThat(Wire.tree(Files.readString(folder(FRESH).resolve("config.json"))))
                .isEqualTo(setup());
    }

    @Test
    void a_bench_whose_container_is_gone_gets_one_with_the_next_configuration() {
        make(order(FRESH));
        docker.remove(FRESH);

        assertThat(configure(setup()).status()).isEqualTo(AgentStatus.SUCCESS);

        assertThat(docker.runs(FRESH)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "docker_image | \"--privileged\"",
                "docker_image | null",
                "web_port | 70000",
                "web_port | \"8000; touch /tmp/x\"",
                "socketio_port | null",
                "private_ip | \"0.0.0.0:1 -v /:/host\"",
                "memory_max | \"1 --privileged\"",
                "vcpu | -1",
                "environment_variables | {\"A B\": 1}",
                "environment_variables | {\"A\": {}}",
                "container | \"sh\"",
                "mounts | [{\"source\": \"../../etc\", \"destination\": \"/x\"}]",
                "mounts | [{\"source\": \"/etc\", \"destination\": \"/x\"}]",
                "mounts | [{\"source\": \"a:b\", \"destination\": \"/x\"}]",
            })
    void a_configuration_of_which_no_container_can_be_made_is_refused_by_its_key(String key, String value) {
        var order = order(FRESH);
        ((ObjectNode) order.get("bench_config")).set(key, Wire.tree(value));
        var answer = client.post("/benches", order.toString());
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains(key);
        assertThat(docker.called()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"../evil", "-x", "", "a b", ".archived", "a/b"})
    void a_name_that_is_none_is_refused(String name) {
        var answer = client.post("/benches", order(name).toString());
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("\\\"name\\\"");
    }

    @Test
    void another_configuration_is_written_and_told_to_the_programs_of_the_container() throws IOException {
        make(order(FRESH));
        int before = docker.called().size();

        var job = configure(setup().put("gunicorn_workers", 5));

        assertThat(job.status()).as(job.data().toString()).isEqualTo(AgentStatus.SUCCESS);
        assertThat(job.steps())
                .extracting(AgentStep::name)
                .containsExactly(
                        "Update Bench Configuration",
                        "Bench Setup NGINX",
                        "Update Supervisor Configuration",
                        "Update Bench Memory Limits");
        assertThat(Files.readString(folder(FRESH).resolve("config/supervisor.conf")))
                .contains("--workers 5");
        assertThat(docker.called().subList(before, docker.called().size()))
                .containsExactly(
                        "exec -i -w /home/frappe/frappe-bench -e CHANTIER_COMMAND " + FRESH + " supervisorctl reread",
                        "exec -i -w /home/frappe/frappe-bench -e CHANTIER_COMMAND " + FRESH + " supervisorctl update",
                        "update " + FRESH + " --memory-reservation=1024M --memory=2048M --memory-swap=4096M --cpus=1");
    }

    @Test
    void another_port_makes_the_container_anew() {
        make(order(FRESH));

        var job = configure(setup().put("web_port", 18001));

        assertThat(job.steps()).extracting(AgentStep::name).contains("Deploy Bench");
        assertThat(docker.runs(FRESH)).isTrue();
        assertThat(docker.called().stream()
                        .filter(call -> call.startsWith("run -d"))
                        .toList()
                        .getLast())
                .contains("-p 127.0.0.1:18001:8000");
    }

    private AgentJob configure(JsonNode setup) {
        var body = (ObjectNode) Wire.tree("{\"common_site_config\": {\"monitor\": 0}}");
        body.set("bench_config", setup);
        return over(client.post("/benches/" + FRESH + "/config", body.toString()));
    }

    @Test
    void limits_alone_are_kept_and_set_at_once() throws IOException {
        make(order(FRESH));
        var job = over(client.post("/benches/" + FRESH + "/limits", "{\"memory_max\": 3072, \"vcpu\": 2}"));

        assertThat(job.status()).isEqualTo(AgentStatus.SUCCESS);
        assertThat(docker.called().getLast()).contains("--memory=3072M").contains("--cpus=2");
        assertThat(Files.readString(folder(FRESH).resolve("config.json")))
                .contains("3072")
                .contains("docker_image");
        assertThat(client.post("/benches/" + StandInBench.NAME + "/limits", "{\"vcpu\": 2}")
                        .body())
                .contains("runs in no container");
    }

    @Test
    void the_programs_of_a_bench_are_restarted_all_or_those_for_visitors() {
        make(order(FRESH));
        over(client.post("/benches/" + FRESH + "/restart", "{}"));
        assertThat(docker.called().getLast()).endsWith("supervisorctl restart all");
        over(client.post("/benches/" + FRESH + "/restart", "{\"web_only\": true}"));
        assertThat(docker.called().getLast()).endsWith("supervisorctl restart frappe-bench-web:");
    }

    @Test
    void a_bench_with_sites_is_not_archived() {
        var job = over(client.post("/benches/" + StandInBench.NAME + "/archive"));
        assertFailed(job, "bench-has-sites", StandInBench.SITE, "move them");
        assertThat(bench.site()).exists();
    }

    @Test
    void an_archived_bench_is_gone_from_the_list_and_after_a_day_from_the_disk() throws IOException {
        make(order(FRESH));
        var job = over(client.post("/benches/" + FRESH + "/archive"));

        assertThat(job.status()).isEqualTo(AgentStatus.SUCCESS);
        assertThat(job.steps())
                .extracting(AgentStep::name)
                .containsExactly("Bench Disable Production", "Move Bench to Archived Directory");
        assertThat(docker.runs(FRESH)).isFalse();
        assertThat(client.get("/benches/" + FRESH).statusCode()).isEqualTo(404);
        var archived = bench.directory().resolve(".archived");
        Files.createDirectories(archived.resolve("bench-old-20200101T000000Z/sites"));
        Files.createDirectories(archived.resolve("somebody else's"));

        assertThat(cleanup("{}").status()).isEqualTo(AgentStatus.SUCCESS);
        try (var left = Files.list(archived)) {
            assertThat(left.map(path -> path.getFileName().toString()))
                    .hasSize(2)
                    .noneMatch(name -> name.startsWith("bench-old"))
                    .anyMatch(name -> name.startsWith(FRESH + "-"));
        }
        cleanup("{\"force\": true}");
        assertThat(archived).isEmptyDirectory();

        assertThat(over(client.post("/benches/" + FRESH + "/archive")).status())
                .as("one that is gone")
                .isEqualTo(AgentStatus.SUCCESS);
    }

    private AgentJob cleanup(String body) {
        return over(client.post("/server/cleanup", body));
    }

    @Test
    void what_is_asked_of_a_bench_that_is_not_there_is_not_found() {
        for (var path : List.of("/config", "/restart", "/rebuild", "/limits", "/monitor")) {
            assertThat(client.post("/benches/none" + path, "{}").statusCode())
                    .as(path)
                    .isEqualTo(404);
        }
        assertThat(client.get("/benches/none/status").statusCode()).isEqualTo(404);
    }
}
