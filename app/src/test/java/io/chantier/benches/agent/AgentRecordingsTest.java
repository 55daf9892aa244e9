package io.chantier.benches.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.chantier.protocol.AgentJob;
import io.chantier.protocol.AgentStatus;
import io.chantier.protocol.Wire;
import io.chantier.values.Secret;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whether we understand what the stock agent really said. */
class AgentRecordingsTest {

    private PlayedAgent stock;
    private Agents agents;
    private AgentClient client;

    @BeforeEach
    void start() throws IOException {
        stock = new PlayedAgent();
        agents = to(PlayedAgent.PASSWORD);
        client = agents.of(UUID.randomUUID());
    }

    @AfterEach
    void stop() {
        agents.close();
        stock.close();
    }

    private Agents to(String password) {
        var address = new AgentAddress("atelier", URI.create(stock.url()), new Secret(password), Optional.empty());
        return new Agents(_ -> Optional.of(address));
    }

    @Test
    void it_answers_a_ping_and_says_what_runs_there() {
        stock.playing("001", "006", "140");

        client.ping();
        assertThat(client.version().commit()).isEqualTo("e08e637c3df61146ed4755ab1b280376e6df353a");
        var status = client.serverStatus(new Secret("root-secret"));
        assertThat(status.at("/stats/memory/mem/total").asLong()).isEqualTo(24_105);
        assertThat(stock.heard.getLast().body()).isEqualTo(Wire.tree("{\"mariadb_root_password\":\"root-secret\"}"));
    }

    @Test
    void its_benches_are_listed_with_their_sites() {
        stock.playing("015");
        assertThat(client.benches()).containsOnlyKeys("bench-0001-000001-n1");

        stock.says(
                "GET",
                "/benches",
                200,
                "{\"b1\":{\"apps\":{\"frappe\":{\"name\":\"frappe\"}},\"config\":{},\"name\":\"b1\","
                        + "\"sites\":{\"a.example.org\":{\"name\":\"a.example.org\"}}}}");
        var bench = client.benches().get("b1");
        assertThat(bench.apps()).containsExactly("frappe");
        assertThat(bench.sites()).containsExactly("a.example.org");
    }

    @Test
    void a_job_is_started_under_our_name_for_it() {
        stock.playing("026");
        var recorded = PlayedAgent.recording("026");
        var path = recorded.at("/request/path").asString();

        long job = client.start(new AgentRequest("POST", path, recorded.at("/request/body"), "ours-1"));

        assertThat(job).isEqualTo(recorded.at("/response/json/job").asLong());
        var heard = stock.heard.getLast();
        assertThat(heard.agentJobId()).isEqualTo("ours-1");
        assertThat(heard.body()).isEqualTo(recorded.at("/request/body"));
    }

    @Test
    void a_stock_agent_is_told_of_no_store_for_it_would_remove_what_did_not_arrive() {
        stock.playing("006", "049");

        client.start(backup());
        assertThat(stock.heard.getLast().body()).isEqualTo(Wire.tree("{\"with_files\":true}"));

        stock.says("GET", "/version", 500, "{\"error\":[\"not a git repository\"]}");
        client.start(backup());
        assertThat(stock.heard.getLast().body().has("offsite")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/admin_password", "/create_user/password"})
    void a_stock_agent_gets_no_password_that_its_shell_would_read_as_commands(String field) {
        stock.playing("006", "049");
        for (var password : List.of("x; touch marker", "$(touch marker)", "`touch marker`", "a'b", "a b", "é")) {
            fails(AgentTrouble.Kind.REFUSED, "agent-password-for-shells", () -> client.start(with(field, password)));
        }
        assertThat(stock.heard).extracting(PlayedAgent.Heard::method).containsOnly("GET");

        client.start(with(field, "Correct-Horse.Battery_9"));

        assertThat(stock.heard.getLast().method()).isEqualTo("POST");
    }

    @Test
    void our_own_agent_takes_every_password() {
        stock.playing("049").says("GET", "/version", 200, "{\"commit\":\"1\",\"runtime\":\"Java 25\"}");

        client.start(with("/admin_password", "$(une phrase de passe)"));

        assertThat(stock.heard.getLast().body().get("admin_password").asString())
                .isEqualTo("$(une phrase de passe)");
    }

    private static AgentRequest with(String field, String password) {
        var path = PlayedAgent.recording("049").at("/request/path").asString();
        Object body = field.equals("/admin_password")
                ? Map.of("admin_password", password)
                : Map.of("create_user", Map.of("email", "ada@example.test", "password", password));
        return AgentRequest.post(path, body, "ours-1");
    }

    @Test
    void our_own_agent_is_told_of_the_store() {
        stock.playing("049").says("GET", "/version", 200, "{\"commit\":\"1\",\"runtime\":\"Java 25\"}");

        client.start(backup());

        assertThat(stock.heard.getLast().body()).isEqualTo(backup().body());
    }

    @Test
    void an_agent_whose_disk_is_full_is_asked_again_later() {
        var path = PlayedAgent.recording("049").at("/request/path").asString();
        stock.says("POST", path, 507, "{\"error\":[\"Nothing was begun: the disk is full\"]}");

        fails(
                AgentTrouble.Kind.UNREACHABLE,
                "agent-disk-full",
                () -> client.start(AgentRequest.post(path, Map.of(), "ours-1")));
    }

    @Test
    void an_agent_that_does_not_say_what_it_is_gets_no_order_that_names_a_store() {
        stock.playing("049").says("GET", "/version", 502, "bad gateway");

        fails(AgentTrouble.Kind.BROKEN, "agent-behind-proxy", () -> client.start(backup()));

        assertThat(stock.heard).extracting(PlayedAgent.Heard::method).containsExactly("GET");
    }

    private static AgentRequest backup() {
        var path = PlayedAgent.recording("049").at("/request/path").asString();
        var store = Map.of("bucket", "backups", "path", "chantier/1", "auth", Map.of("SECRET_KEY", "store-secret"));
        var body = Map.of("with_files", true, "offsite", store, "keep_files_locally_after_offsite_backup", false);
        return AgentRequest.post(path, body, "ours-1");
    }

    @Test
    void jobs_are_read_with_their_steps_and_what_their_commands_printed() {
        stock.playing("133");

        var jobs = client.jobs(List.of(1L, 2L));

        assertThat(jobs).extracting(job -> job.name()).containsExactly("Ping Job", "New Bench");
        assertThat(jobs.getFirst().status()).isEqualTo(AgentStatus.SUCCESS);
        assertThat(jobs.getLast().steps()).isNotEmpty();
        assertThat(jobs.getLast().commands().getFirst().output()).isEqualTo("Login Succeeded");
    }

    static Stream<String> recordedJobs() throws IOException {
        try (var files = Files.list(PlayedAgent.recordings())) {
            var jobs = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".job.json"))
                    .map(name -> name.substring(0, 3))
                    .sorted()
                    .toList();
            assertThat(jobs).hasSizeGreaterThan(50);
            return jobs.stream();
        }
    }

    @ParameterizedTest
    @MethodSource("recordedJobs")
    void no_word_of_a_job_is_lost_on_the_way(String number) {
        var recorded = PlayedAgent.recording(number).at("/response/json");
        long id = recorded.get("id").asLong();
        stock.says("GET", "/jobs/" + id + "," + id, 200, "[" + recorded + "]");

        var job = client.jobs(List.of(id)).getFirst();

        assertThat(job.status()).isEqualTo(Wire.read(recorded.get("status"), AgentStatus.class));
        assertThat(Wire.tree(Wire.write(job))).isEqualTo(recorded);
    }

    @Test
    void a_site_is_read_with_its_apps_and_its_configuration() {
        stock.playing("028", "030", "032");
        var bench = "/benches/bench-0001-000001-n1";
        var site = bench + "/sites/demo.local.test";

        var info = client.get(site + "/info");
        assertThat(info.at("/data/config/host_name").asString()).isEqualTo("https://demo.local.test");
        assertThat(client.get(site + "/apps?format=json").path("data").valueStream())
                .extracting(app -> app.get("app_name").asString())
                .containsExactly("frappe", "erpnext");
        assertThat(client.get(bench + "/sites").propertyNames()).contains("demo.local.test");
    }

    @Test
    void a_session_is_opened_and_requests_are_told() {
        stock.playing("035", "040");
        var site = "/benches/bench-0001-000001-n1/sites/demo.local.test";
        assertThat(client.session(site + "/sid").reveal())
                .isEqualTo(PlayedAgent.recording("035").at("/response/json/sid").asString());
        assertThat(client.requests("/benches/bench-0001-000001-n1/monitor").isArray())
                .isTrue();
    }

    @Test
    void a_job_that_is_told_as_nobody_knows_it_keeps_no_other_from_being_heard() {
        var whole = PlayedAgent.recording("133").at("/response/json/0").toString();
        stock.says(
                "GET",
                "/jobs/1,2,3",
                200,
                "[{\"id\":2,\"agent_job_id\":\"ours-2\",\"steps\":{}},"
                        + whole
                        + ","
                        + whole.replace("\"id\":1,", "\"id\":3,").replace("\"Success\"", "\"Parked\"")
                        + ",\"?\"]");

        var jobs = client.jobs(List.of(1L, 2L, 3L));

        assertThat(jobs).extracting(AgentJob::id).containsExactly(2L, 1L, 3L, 0L);
        assertThat(jobs)
                .extracting(AgentJob::status)
                .containsExactly(AgentStatus.UNKNOWN, AgentStatus.SUCCESS, AgentStatus.UNKNOWN, AgentStatus.UNKNOWN);
        assertThat(jobs.getFirst().agentJobId()).isEqualTo("ours-2");
        assertThat(jobs.get(2).name()).isEqualTo("Ping Job");
    }

    @Test
    void a_route_that_an_agent_does_not_serve_means_that_it_is_too_old() {
        var ofStock = PlayedAgent.recording("005").at("/response/json").toString();
        stock.says("POST", "/a", 500, ofStock)
                .says("POST", "/b", 501, "{\"error\":[\"POST /b is not served by this agent yet\"]}")
                .says("POST", "/c", 404, "{\"error\":[\"There is no POST /c\"]}")
                .says("POST", "/d", 404, "<html>Not Found</html>")
                .says("GET", "/ping", 200, "{\"message\":\"pong\"}");
        for (var path : List.of("/a", "/b", "/c", "/d")) {
            fails(
                            AgentTrouble.Kind.REFUSED,
                            "agent-too-old",
                            () -> client.start(AgentRequest.post(path, Map.of(), "ours")))
                    .satisfies(trouble -> assertThat(trouble.why().arguments())
                            .isEqualTo(Map.of("server", "atelier", "job", "POST " + path)));
        }

        stock.says("GET", "/ping", 404, "<html>Not Found</html>");
        fails(
                AgentTrouble.Kind.BROKEN,
                "agent-not-agent",
                () -> client.start(AgentRequest.post("/d", Map.of(), "ours")));
        stock.says("POST", "/c", 404, "{\"error\":[\"There is no bench x\"]}");
        fails(
                AgentTrouble.Kind.REFUSED,
                "agent-refused",
                () -> client.start(AgentRequest.post("/c", Map.of(), "ours")));
    }

    @Test
    void a_job_that_it_does_not_know_is_left_out() {
        stock.playing("220");
        assertThat(client.jobs(List.of(1L, 99_999L))).hasSize(1);
        assertThat(client.jobs(List.of())).isEmpty();
    }

    @Test
    void one_job_is_asked_for_as_several_because_a_single_unknown_one_is_a_crash_there() {
        stock.says("GET", "/jobs/7,7", 200, "[]").says("GET", "/agent-jobs/ours,ours", 200, "[]");
        assertThat(client.jobs(List.of(7L))).isEmpty();
        assertThat(client.named("ours")).isEmpty();

        var known = PlayedAgent.recording("219").at("/response/json").toString();
        stock.says("GET", "/agent-jobs/2007,2007", 200, known);
        assertThat(client.named("2007").orElseThrow().status()).isEqualTo(AgentStatus.FAILURE);
    }

    @Test
    void a_job_is_cancelled() {
        stock.playing("211");
        client.cancel(53);
        assertThat(stock.heard.getLast().path()).isEqualTo("/jobs/53/cancel");
    }

    @Test
    void a_refusal_is_told_by_the_last_line_of_its_traceback() {
        stock.playing("019");
        fails(
                        AgentTrouble.Kind.REFUSED,
                        "agent-refused",
                        () -> client.get("/benches/bench-0001-000001-n1/sites/nope/logs"))
                .satisfies(trouble -> assertThat(trouble.why().arguments().get("said"))
                        .endsWith("Site nope does not exist on bench bench-0001-000001-n1"));
    }

    @Test
    void a_crash_leaves_open_whether_it_happened() {
        stock.playing("135");
        fails(AgentTrouble.Kind.BROKEN, "agent-error", () -> client.get("/jobs/99999"));
    }

    @Test
    void a_wrong_password_is_told_apart() {
        try (var strangers = to("wrong-secret")) {
            fails(AgentTrouble.Kind.WRONG_PASSWORD, "agent-wrong-password", strangers.of(UUID.randomUUID())::ping);
        }
        try (var nobody = to("")) {
            fails(AgentTrouble.Kind.WRONG_PASSWORD, "agent-no-password", nobody.of(UUID.randomUUID())::ping);
        }
    }

    @Test
    void something_else_that_answers_there_is_no_agent() {
        stock.says("GET", "/ping", 200, "<html>hello</html>");
        fails(AgentTrouble.Kind.BROKEN, "agent-not-agent", client::ping);
        stock.says("GET", "/ping", 200, "{\"message\":\"hello\"}");
        fails(AgentTrouble.Kind.BROKEN, "agent-not-agent", client::ping);
        stock.says("GET", "/jobs/1,1", 200, "{\"id\":1}");
        fails(AgentTrouble.Kind.BROKEN, "agent-not-agent", () -> client.jobs(List.of(1L)));
        stock.says("POST", "/ping_job", 200, "{}");
        fails(
                AgentTrouble.Kind.BROKEN,
                "agent-not-agent",
                () -> client.start(AgentRequest.post("/ping_job", Map.of(), "ours")));
    }

    @Test
    void nobody_there_means_that_nothing_happened() {
        stock.close();
        fails(AgentTrouble.Kind.UNREACHABLE, "agent-no-connection", client::ping);
    }

    @Test
    void no_failure_repeats_a_password() {
        stock.says("GET", "/benches", 500, "{\"error\":[\"wrong token " + PlayedAgent.PASSWORD + "\"]}");
        fails(AgentTrouble.Kind.BROKEN, "agent-error", client::benches)
                .satisfies(trouble ->
                        assertThat(trouble.why().arguments().get("said")).isEqualTo("wrong token [secret]"));
        assertThat(new AgentAddress("a", URI.create("http://a"), new Secret("s3cret"), Optional.empty()).toString())
                .doesNotContain("s3cret");
    }

    @Test
    void no_name_in_a_path_leads_elsewhere() {
        assertThat(AgentRequest.path("benches", "a/b", "sites", "x y?z#ü%2f"))
                .isEqualTo("/benches/a%2Fb/sites/x%20y%3Fz%23%C3%BC%252f");
        assertThat(URI.create("http://a" + AgentRequest.path("benches", "..", "."))
                        .normalize()
                        .getRawPath())
                .isEqualTo("/benches/%2E./%2E");
    }

    private static org.assertj.core.api.ThrowableAssertAlternative<AgentTrouble> fails(
            AgentTrouble.Kind kind, String code, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        return assertThatExceptionOfType(AgentTrouble.class).isThrownBy(call).satisfies(trouble -> {
            assertThat(trouble.kind()).isEqualTo(kind);
            assertThat(trouble.why().code()).isEqualTo(code);
        });
    }
}
