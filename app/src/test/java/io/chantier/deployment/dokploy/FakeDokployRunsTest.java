package io.chantier.deployment.dokploy;

import static io.chantier.deployment.dokploy.PlainCaller.zip;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Queue, servers, ports, routes and the second way to ask: the parts of the fake that decide what is seen of a site. */
class FakeDokployRunsTest {

    private static final String DROP = "/api/trpc/application.dropDeployment";
    private static final String HOST = "bakery.example.test";

    private final FakeDokploy dokploy = new FakeDokploy();
    private final PlainCaller caller = new PlainCaller(dokploy.url(), dokploy.token());
    private String site = "";

    @BeforeEach
    void siteUnderADomain() {
        site = application(Map.of());
        caller.post("domain.create", Map.of("host", HOST, "applicationId", site, "port", 80));
    }

    @AfterEach
    void close() {
        caller.close();
        dokploy.close();
    }

    @Test
    void what_waits_has_no_row_and_is_seen_in_the_queue_only() throws InterruptedException {
        dokploy.holdingQueue();
        caller.drop(DROP, site, page("one"));
        assertThat(statuses(site)).isEmpty();
        var waiting = caller.get("deployment.queueList").path(0);
        assertThat(waiting.path("state").asString()).isEqualTo("waiting");
        assertThat(waiting.path("data").path("applicationId").asString()).isEqualTo(site);

        caller.post("application.cleanQueues", Map.of("applicationId", site));
        dokploy.finishBuilds();
        assertThat(statuses(site)).isEmpty();
    }

    @Test
    void one_build_at_a_time_runs_on_each_server() throws InterruptedException {
        var elsewhere = application(Map.of("serverId", dokploy.addServer("second")));
        var beside = application(Map.of());
        dokploy.pausingBuilds();
        for (var one : List.of(site, elsewhere, beside)) caller.drop(DROP, one, page("one"));
        for (var tries = 0; tries < 300 && statuses(elsewhere).isEmpty(); tries++) Thread.sleep(10);

        assertThat(statuses(site)).containsExactly("running");
        assertThat(statuses(elsewhere)).containsExactly("running");
        assertThat(statuses(beside)).isEmpty();
        dokploy.finishBuilds();
        assertThat(statuses(beside)).containsExactly("done");
    }

    @Test
    void the_server_of_an_application_never_changes() {
        var second = dokploy.addServer("second");
        caller.post("application.update", Map.of("applicationId", site, "serverId", second, "description", "new"));

        var one = caller.get("application.one", "applicationId", site);
        assertThat(one.path("serverId").isNull()).isTrue();
        assertThat(one.path("description").asString()).isEqualTo("new");
    }

    @Test
    void a_build_that_hangs_can_be_killed() throws InterruptedException {
        dokploy.pausingBuilds();
        caller.drop(DROP, site, page("one"));
        for (var tries = 0; tries < 300 && statuses(site).isEmpty(); tries++) Thread.sleep(10);
        var running = caller.get("deployment.all", "applicationId", site)
                .path(0)
                .path("deploymentId")
                .asString();
        caller.post("deployment.killProcess", Map.of("deploymentId", running));

        assertThat(statuses(site)).containsExactly("error");
    }

    @Test
    void with_a_port_of_the_machine_the_second_version_is_never_placed() throws Exception {
        caller.post(
                "port.create",
                Map.of(
                        "applicationId",
                        site,
                        "publishedPort",
                        8080,
                        "targetPort",
                        80,
                        "protocol",
                        "tcp",
                        "publishMode",
                        "host"));
        drop(page("one"));
        drop(page("two"));
        assertThat(statuses(site)).containsExactly("done", "done");
        assertThat(get("/", "")).isEqualTo("200 one");

        var stopFirst = Map.of("Order", "stop-first");
        caller.post("application.update", Map.of("applicationId", site, "updateConfigSwarm", stopFirst));
        drop(page("three"));
        assertThat(get("/", "")).isEqualTo("200 three");
    }

    @Test
    void a_static_build_serves_the_folder_that_is_published() throws Exception {
        caller.post(
                "application.update", Map.of("applicationId", site, "buildType", "static", "publishDirectory", "dist"));
        drop(zip("dist/index.html", "one", "dist/about/index.html", "about", "secret.txt", "no"));

        assertThat(get("/", "")).isEqualTo("200 one");
        assertThat(get("/about/", "")).isEqualTo("200 about");
        assertThat(get("/secret.txt", "")).startsWith("404");
    }

    @Test
    void users_and_redirects_stand_before_the_site() throws Exception {
        drop(page("one"));
        caller.post(
                "redirects.create",
                Map.of(
                        "applicationId",
                        site,
                        "regex",
                        "^http://(.+)/old$",
                        "replacement",
                        "http://${1}/new",
                        "permanent",
                        true));
        assertThat(get("/old", "")).startsWith("301");
        caller.post("security.create", Map.of("applicationId", site, "username", "preview", "password", "pw"));
        assertThat(get("/", "")).startsWith("401");
        var pair = Base64.getEncoder().encodeToString("preview:pw".getBytes(UTF_8));
        assertThat(get("/", "authorization: Basic " + pair + "\r\n")).isEqualTo("200 one");
    }

    @Test
    void a_route_that_was_lost_comes_back_when_its_domain_is_sent_again() throws Exception {
        drop(page("one"));
        dokploy.losingRouteOf(HOST);
        assertThat(get("/", "")).startsWith("404");
        var domain = caller.get("domain.byApplicationId", "applicationId", site)
                .path(0)
                .path("domainId")
                .asString();
        caller.post("application.deploy", Map.of("applicationId", site));
        dokploy.finishBuilds();
        assertThat(get("/", "")).startsWith("404");

        caller.post("domain.update", Map.of("domainId", domain, "host", HOST, "port", 80));
        assertThat(get("/", "")).isEqualTo("200 one");
        caller.post("domain.delete", Map.of("domainId", domain));
        assertThat(get("/", "")).startsWith("404");
    }

    @Test
    void what_a_person_deletes_takes_its_site_with_it() throws Exception {
        drop(page("one"));
        var project = caller.get("project.all").path(0).path("projectId").asString();
        dokploy.deletedByHand(project);

        assertThat(get("/", "")).startsWith("404");
        assertThat(dokploy.applicationCount()).isZero();
        assertThat(dokploy.domainCount()).isZero();
    }

    @Test
    void every_procedure_can_be_asked_in_the_other_envelope_too() {
        var query = "/api/trpc/application.one?input=%7B%22json%22%3A%7B%22applicationId%22%3A%22" + site + "%22%7D%7D";
        var one =
                JsonMapper.shared().readTree(caller.send("GET", query, "", null).body());
        assertThat(one.path("result")
                        .path("data")
                        .path("json")
                        .path("applicationId")
                        .asString())
                .isEqualTo(site);

        var wrong =
                caller.send("POST", "/api/trpc/project.create", "application/json", "{\"json\":{}}".getBytes(UTF_8));
        assertThat(wrong.statusCode()).isEqualTo(400);
        var error = JsonMapper.shared().readTree(wrong.body()).path("error").path("json");
        assertThat(error.path("code").asInt()).isEqualTo(-32600);
        assertThat(error.path("data").path("zodError").path("fieldErrors").has("name"))
                .isTrue();
        assertThat(caller.send("GET", query, Map.of("authorization", "Bearer " + dokploy.token()), null)
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void version_25_wants_less_of_the_environment_than_version_27() {
        var environment = Map.of("applicationId", site, "env", "A=1", "buildArgs", "");
        assertThat(refused(environment)).isTrue();
        dokploy.olderVersion("v0.26.0");
        assertThat(refused(environment)).isTrue();
        dokploy.olderVersion("v0.25.0");
        assertThat(refused(environment)).isFalse();
    }

    @Test
    void version_25_calls_what_a_restart_cut_off_running_for_ever() throws InterruptedException {
        dokploy.olderVersion("v0.25.0");
        dokploy.pausingBuilds();
        caller.drop(DROP, site, page("one"));
        for (var tries = 0; tries < 300 && statuses(site).isEmpty(); tries++) Thread.sleep(10);
        dokploy.restart();
        dokploy.finishBuilds();
        assertThat(statuses(site)).containsExactly("running");
    }

    @Test
    void a_reset_connection_has_done_nothing() {
        dokploy.resetting();
        assertThatThrownBy(() -> caller.post("project.create", Map.of("name", "never")))
                .isInstanceOf(UncheckedIOException.class);
        dokploy.healthy();
        assertThat(caller.get("project.search", "q", "never").path("total").asInt())
                .isZero();
    }

    private boolean refused(Map<String, String> environment) {
        var body = JsonMapper.shared().writeValueAsBytes(environment);
        return caller.send("POST", "/api/application.saveEnvironment", "application/json", body)
                        .statusCode()
                == 400;
    }

    private String application(Map<String, String> more) {
        var project = caller.post("project.create", Map.of("name", "Chantier"));
        var input = new java.util.HashMap<String, Object>(more);
        input.put("name", "bakery");
        input.put("appName", "bakery");
        input.put(
                "environmentId",
                project.path("environment").path("environmentId").asString());
        var id = caller.post("application.create", input).path("applicationId").asString();
        caller.post("application.update", Map.of("applicationId", id, "buildType", "dockerfile"));
        return id;
    }

    private void drop(byte[] zip) throws InterruptedException {
        assertThat(caller.drop(DROP, site, zip).statusCode()).isEqualTo(200);
        dokploy.finishBuilds();
    }

    private static byte[] page(String text) {
        return zip(
                "Dockerfile",
                "FROM nginx AS made\nCOPY . /made\nFROM nginx\nCOPY --from=made /made/index.html \\\n  /www/\n",
                "index.html",
                text);
    }

    private List<String> statuses(String application) {
        return caller.get("deployment.all", "applicationId", application)
                .valueStream()
                .map(one -> one.path("status").asString())
                .toList();
    }

    /** @param headers whole lines */
    private String get(String path, String headers) throws IOException {
        try (var socket =
                new Socket(dokploy.traefik().getHost(), dokploy.traefik().getPort())) {
            var request = "GET " + path + " HTTP/1.1\r\nhost: " + HOST + "\r\n" + headers + "connection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(UTF_8));
            var answer = new String(socket.getInputStream().readAllBytes(), UTF_8);
            return answer.substring(9, 12) + " " + answer.substring(answer.indexOf("\r\n\r\n") + 4);
        }
    }
}
