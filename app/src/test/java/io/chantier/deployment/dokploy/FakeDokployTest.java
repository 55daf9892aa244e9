package io.chantier.deployment.dokploy;

import static io.chantier.deployment.dokploy.PlainCaller.zip;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The traps of Dokploy, one by one: what the publisher is tested against must itself be able to trap. */
class FakeDokployTest {

    private static final String DROP = "/api/trpc/application.dropDeployment";

    private final FakeDokploy dokploy = new FakeDokploy();
    private final PlainCaller caller = new PlainCaller(dokploy.url(), dokploy.token());

    @AfterEach
    void close() {
        caller.close();
        dokploy.close();
    }

    @Test
    void a_site_goes_from_nothing_to_a_page_under_its_domain() throws Exception {
        var site = application("bakery");
        domain(site, "bakery.example.test", 80);
        drop(site, page("one"));

        assertThat(statuses(site)).containsExactly("done");
        assertThat(get("bakery.example.test", "/")).isEqualTo("200 one");
        assertThat(get("bakery.example.test", "/nothing")).startsWith("404");
        assertThat(get("other.example.test", "/")).startsWith("404");
        assertThat(caller.get("deployment.readLogs", "deploymentId", newest(site))
                        .asString())
                .contains("Docker build completed");

        drop(site, page("two"));
        assertThat(get("bakery.example.test", "/")).isEqualTo("200 two");
        assertThat(statuses(site)).containsExactly("done", "done");
        assertThat(dokploy.count("application.create")).isEqualTo(1);
    }

    @Test
    void a_domain_without_a_port_leads_nowhere() throws Exception {
        var site = application("bakery");
        caller.post("domain.create", Map.of("host", "bakery.example.test", "applicationId", site));
        drop(site, page("one"));

        assertThat(get("bakery.example.test", "/")).startsWith("502");
    }

    @Test
    void a_container_that_ends_at_once_is_done_and_the_old_one_goes_on() throws Exception {
        var site = application("bakery");
        domain(site, "bakery.example.test", 80);
        drop(site, page("one"));
        drop(site, zip("Dockerfile", "FROM nginx\nCOPY . /www\nCMD exit 3", "index.html", "two"));

        assertThat(statuses(site)).containsExactly("done", "done");
        assertThat(caller.get("application.one", "applicationId", site)
                        .path("applicationStatus")
                        .asString())
                .isEqualTo("done");
        assertThat(get("bakery.example.test", "/")).isEqualTo("200 one");
        assertThat(tasks(site)).anyMatch(task -> task.contains("Failed") && task.contains("non-zero exit (3)"));
        assertThat(tasks(site)).anyMatch(task -> task.contains("\"currentState\":\"Running"));
    }

    @Test
    void a_first_container_that_ends_at_once_leaves_nothing_to_answer() throws Exception {
        var site = application("bakery");
        domain(site, "bakery.example.test", 80);
        drop(site, zip("Dockerfile", "FROM nginx\nCOPY . /www\nCMD [\"false\"]", "index.html", "one"));

        assertThat(statuses(site)).containsExactly("done");
        assertThat(get("bakery.example.test", "/")).startsWith("502");
    }

    @Test
    void a_build_that_fails_says_why_in_its_log_only() throws Exception {
        var site = application("bakery");
        drop(site, zip("Dockerfile", "FROM nginx\nCOPY dist /www", "index.html", "one"));

        assertThat(statuses(site)).containsExactly("error");
        assertThat(caller.get("deployment.all", "applicationId", site)
                        .path(0)
                        .path("errorMessage")
                        .isNull())
                .isTrue();
        assertThat(caller.get("deployment.readLogs", "deploymentId", newest(site))
                        .asString())
                .contains("COPY failed");
    }

    @Test
    void a_restart_forgets_what_waited_and_cancels_what_ran() throws Exception {
        var first = application("first");
        var second = application("second");
        dokploy.pausingBuilds();
        caller.drop(DROP, first, page("one"));
        await(() -> statuses(first).contains("running"));
        caller.drop(DROP, second, page("one"));
        assertThat(caller.get("deployment.queueList").findValuesAsString("state"))
                .containsExactly("active", "waiting");
        assertThat(statuses(second)).isEmpty();

        dokploy.restart();
        dokploy.finishBuilds();

        assertThat(statuses(first)).containsExactly("cancelled");
        assertThat(statuses(second)).isEmpty();
        assertThat(caller.get("deployment.queueList")).isEmpty();
        caller.post("application.deploy", Map.of("applicationId", second, "title", "job 1"));
        dokploy.finishBuilds();
        assertThat(statuses(second)).containsExactly("done");
    }

    @Test
    void two_domains_at_a_time_lose_a_route_and_one_after_the_other_do_not() throws Exception {
        var site = application("bakery");
        drop(site, page("one"));
        try (var threads = Executors.newFixedThreadPool(2)) {
            threads.invokeAll(
                    List.of(() -> domain(site, "a.example.test", 80), () -> domain(site, "b.example.test", 80)));
        }

        assertThat(caller.get("domain.byApplicationId", "applicationId", site)).hasSize(2);
        assertThat(List.of(get("a.example.test", "/"), get("b.example.test", "/")))
                .containsOnlyOnce("200 one");

        domain(site, "c.example.test", 80);
        domain(site, "d.example.test", 80);
        assertThat(List.of(get("c.example.test", "/"), get("d.example.test", "/")))
                .containsExactly("200 one", "200 one");
    }

    @Test
    void a_body_of_two_megabytes_is_refused_and_its_connection_is_reset() throws Exception {
        try (var socket = new Socket(dokploy.url().getHost(), dokploy.url().getPort())) {
            var big = "{\"applicationId\":\"" + "x".repeat(2_000_000) + "\"}";
            assertThat(raw(socket, big)).contains(" 413 ").contains("Body exceeded 1mb limit");
            assertThatThrownBy(() -> raw(socket, "{}")).isInstanceOf(IOException.class);
        }
        assertThat(caller.get("settings.getDokployVersion").asString()).isEqualTo("v0.30.2");
    }

    @Test
    void a_key_with_a_rate_limit_is_good_for_five_calls() {
        dokploy.rateLimited();
        for (var call = 1; call <= 5; call++) caller.get("settings.health");

        var sixth = caller.send("GET", "/api/settings.health", "", null);
        assertThat(sixth.statusCode()).isEqualTo(401);
        assertThat(sixth.body()).isEqualTo("{\"message\":\"Unauthorized\"}");
    }

    @Test
    void only_ten_deployments_are_kept() throws Exception {
        var site = application("bakery");
        drop(site, page("one"));
        for (var number = 1; number <= 11; number++)
            caller.post("application.deploy", Map.of("applicationId", site, "title", "job " + number));
        dokploy.finishBuilds();

        var titles = caller.get("deployment.all", "applicationId", site).findValuesAsString("title");
        assertThat(titles).hasSize(10).startsWith("job 11").endsWith("job 2");
    }

    @Test
    void a_full_network_starts_nothing_and_says_done() throws Exception {
        dokploy.fullAfter(1);
        var first = application("first");
        var second = application("second");
        domain(first, "first.example.test", 80);
        domain(second, "second.example.test", 80);
        drop(first, page("one"));
        drop(second, page("two"));

        assertThat(statuses(second)).containsExactly("done");
        assertThat(get("first.example.test", "/")).isEqualTo("200 one");
        assertThat(get("second.example.test", "/")).startsWith("502");
        assertThat(tasks(second)).anyMatch(task -> task.contains("ip addresses may be exhausted"));
    }

    @Test
    void a_single_root_folder_is_taken_away_and_a_link_is_refused() throws Exception {
        var site = application("bakery");
        domain(site, "bakery.example.test", 80);
        drop(site, zip("site/Dockerfile", "FROM nginx\nCOPY index.html /www/", "site/index.html", "one"));
        assertThat(get("bakery.example.test", "/")).isEqualTo("200 one");

        assertThat(caller.drop(DROP, site, withLink(page("two"))).statusCode()).isEqualTo(500);
        assertThat(get("bakery.example.test", "/")).isEqualTo("200 one");
    }

    @Test
    void an_app_that_was_stopped_answers_again_after_its_start() throws Exception {
        var site = application("bakery");
        assertThat(caller.send("POST", "/api/application.start", "application/json", json(site))
                        .statusCode())
                .isEqualTo(500);
        domain(site, "bakery.example.test", 80);
        drop(site, page("one"));

        caller.post("application.stop", Map.of("applicationId", site));
        assertThat(get("bakery.example.test", "/")).startsWith("502");
        caller.post("application.start", Map.of("applicationId", site));
        assertThat(get("bakery.example.test", "/")).isEqualTo("200 one");
    }

    @Test
    void troubles_come_and_go() throws Exception {
        var site = application("bakery");
        dokploy.losingDeployRequests();
        drop(site, page("one"));
        assertThat(statuses(site)).isEmpty();
        dokploy.healthy();

        dokploy.losingAnswerOf("project.create");
        assertThatThrownBy(() -> caller.post("project.create", Map.of("name", "lost")))
                .isInstanceOf(UncheckedIOException.class);
        assertThat(caller.get("project.search", "q", "lost").path("total").asInt())
                .isEqualTo(1);

        dokploy.failing("project.all", 502);
        assertThat(caller.send("GET", "/api/project.all", "", null).statusCode())
                .isEqualTo(502);
        assertThat(caller.get("project.all")).isNotEmpty();

        dokploy.answeringHtml();
        assertThat(caller.send("GET", "/api/project.all", "", null).body()).contains("Sign in");
        dokploy.healthy();
        dokploy.slow(Duration.ofMillis(300));
        var begun = System.nanoTime();
        caller.get("settings.health");
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(Duration.ofMillis(290));
        dokploy.healthy();

        dokploy.down();
        assertThatThrownBy(() -> caller.get("settings.health")).isInstanceOf(UncheckedIOException.class);
        dokploy.up();
        dokploy.deletedByHand(site);
        assertThat(caller.send("GET", "/api/application.one?applicationId=" + site, "", null)
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void an_older_version_wants_what_it_wanted_and_lacks_what_it_lacked() {
        dokploy.olderVersion("v0.24.0");
        var project = caller.post("project.create", Map.of("name", "old"))
                .path("projectId")
                .asString();
        var refused = caller.send(
                "POST",
                "/api/application.create",
                "application/json",
                "{\"name\":\"x\",\"environmentId\":\"e\"}".getBytes(StandardCharsets.UTF_8));
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("projectId").contains("Required");
        var created =
                caller.post("application.create", Map.of("name", "x", "projectId", project, "environmentId", "e"));
        assertThat(created.path("applicationId").asString()).isNotEmpty();
        assertThat(caller.send("GET", "/api/project.search?q=old", "", null).statusCode())
                .isEqualTo(404);
        assertThat(caller.send("GET", "/api/deployment.queueList", "", null).statusCode())
                .isEqualTo(404);
    }

    private String application(String name) {
        var project = caller.post("project.create", Map.of("name", "Chantier"));
        var environment = project.path("environment").path("environmentId").asString();
        var application =
                caller.post("application.create", Map.of("name", name, "appName", name, "environmentId", environment));
        assertThat(application.path("appName").asString()).matches(name + "-[a-z0-9]{6}");
        var id = application.path("applicationId").asString();
        caller.post(
                "application.saveBuildType",
                Map.of(
                        "applicationId", id,
                        "buildType", "dockerfile",
                        "dockerfile", "Dockerfile",
                        "dockerContextPath", "",
                        "dockerBuildStage", "",
                        "herokuVersion", "",
                        "railpackVersion", ""));
        return id;
    }

    private JsonNode domain(String site, String host, int port) {
        return caller.post("domain.create", Map.of("host", host, "applicationId", site, "port", port));
    }

    private void drop(String site, byte[] zip) throws InterruptedException {
        assertThat(caller.drop(DROP, site, zip).statusCode()).isEqualTo(200);
        dokploy.finishBuilds();
    }

    private static byte[] page(String text) {
        return zip("Dockerfile", "FROM nginx:alpine\nCOPY index.html /usr/share/nginx/html/", "index.html", text);
    }

    private static byte[] json(String site) {
        return ("{\"applicationId\":\"" + site + "\"}").getBytes(StandardCharsets.UTF_8);
    }

    private List<String> statuses(String site) {
        return caller.get("deployment.all", "applicationId", site).findValuesAsString("status");
    }

    private String newest(String site) {
        return caller.get("deployment.all", "applicationId", site)
                .path(0)
                .path("deploymentId")
                .asString();
    }

    private List<String> tasks(String site) {
        var name = caller.get("application.one", "applicationId", site)
                .path("appName")
                .asString();
        return caller.get("docker.getServiceContainersByAppName", "appName", name)
                .valueStream()
                .map(JsonNode::toString)
                .toList();
    }

    /** Status and body of a page of the site, by its name. */
    private String get(String host, String path) throws IOException {
        try (var socket =
                new Socket(dokploy.traefik().getHost(), dokploy.traefik().getPort())) {
            socket.getOutputStream()
                    .write(("GET " + path + " HTTP/1.1\r\nhost: " + host + "\r\nconnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return answer.substring(9, 12) + " " + answer.substring(answer.indexOf("\r\n\r\n") + 4);
        }
    }

    private String raw(Socket socket, String body) throws IOException {
        socket.getOutputStream()
                .write(("POST /api/application.update HTTP/1.1\r\nhost: x\r\nx-api-key: " + dokploy.token()
                                + "\r\ncontent-type: application/json\r\ncontent-length: " + body.length() + "\r\n\r\n"
                                + body)
                        .getBytes(StandardCharsets.US_ASCII));
        return head(socket.getInputStream());
    }

    private static String head(InputStream in) throws IOException {
        var read = new byte[4096];
        var count = in.read(read);
        if (count < 0) throw new IOException("closed");
        return new String(read, 0, count, StandardCharsets.UTF_8);
    }

    /** The same archive, its first entry marked as a symbolic link. */
    private static byte[] withLink(byte[] zip) {
        for (var at = zip.length - 4; at >= 0; at--)
            if (zip[at] == 'P' && zip[at + 1] == 'K' && zip[at + 2] == 1 && zip[at + 3] == 2)
                zip[at + 41] = (byte) 0xA1;
        return zip;
    }

    private static void await(Callable<Boolean> condition) throws Exception {
        for (var tries = 0; tries < 200 && !condition.call(); tries++) Thread.sleep(10);
        assertThat(condition.call()).isTrue();
    }
}
