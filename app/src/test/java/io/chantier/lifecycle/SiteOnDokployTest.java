package io.chantier.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.chantier.Client;
import io.chantier.deployment.dokploy.FakeDokploy;
import io.chantier.ingress.caddy.TestCertificate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The life of a site on a Dokploy server, by the API alone. */
class SiteOnDokployTest extends WithPublishedSite {

    private static final String WORDS = "escaliers, portes et fenêtres";

    private static final String LAGS_BEHIND = "Le serveur est mis en accord";

    private final FakeDokploy dokploy = new FakeDokploy();

    @AfterEach
    void stopDokploy() {
        dokploy.close();
    }

    @Test
    void a_site_moves_to_dokploy_is_changed_rolled_back_paused_and_deleted_there() {
        online("sur-dokploy");
        var server = server("grenier", Map.of());
        assertThat(Client.json(chantier.api().post("/api/settings/servers/" + server + "/test", Map.of()))
                        .get("version")
                        .asString())
                .isEqualTo("v0.30.2");

        move("sur-dokploy", server);
        assertThat(seen("sur-dokploy")).startsWith("HTTP/1.1 200").contains(WORDS);

        byHand.change(found("sur-dokploy"), WORDS, "escaliers et portes");
        assertThat(deployed("sur-dokploy")).isEqualTo("SUCCEEDED");
        assertThat(seen("sur-dokploy")).doesNotContain(WORDS).contains("escaliers et portes");

        rollBack("sur-dokploy");
        await().atMost(Duration.ofSeconds(30)).until(() -> seen("sur-dokploy").contains(WORDS));
        assertThat(Client.json(chantier.api().get("/api/sites/sur-dokploy/releases"))
                        .get(0)
                        .get("seen")
                        .asBoolean())
                .isTrue();

        var log = Client.json(chantier.api().get("/api/sites/sur-dokploy/deployments"));
        var shown = Client.json(chantier.api().get("/api/sites/sur-dokploy/releases"));
        var first = shown.get(shown.size() - 1).get("release").asString();
        assertThat(of(log, "deploy-site").get("server").asString()).isEqualTo("grenier");
        assertThat(of(log, "settle-site").get("server").asString()).isEqualTo("grenier");
        assertThat(of(log, "create-site").get("server").asString()).isEmpty();
        assertThat(first).startsWith(of(log, "create-site").get("release").asString());
        assertThat(of(log, "create-site").get("release").asString()).isNotEmpty();
        var versions = Pattern.compile("Version ([0-9]+) ·")
                .matcher(releasesPage("sur-dokploy"))
                .results()
                .map(found -> Integer.parseInt(found.group(1)))
                .toList();
        assertThat(versions).hasSize(3);
        assertThat(versions).containsExactly(versions.getFirst(), versions.getFirst() + 1, versions.getFirst());

        assertThat(releasesPage("sur-dokploy")).doesNotContain(LAGS_BEHIND);
        dokploy.down();
        chantier.api().post("/api/sites/sur-dokploy/archive", Map.of());
        await().atMost(Duration.ofSeconds(5))
                .until(() -> releasesPage("sur-dokploy").contains(LAGS_BEHIND));
        dokploy.up();
        await().atMost(Duration.ofSeconds(30)).until(() -> !seen("sur-dokploy").startsWith("HTTP/1.1 200"));
        await().atMost(Duration.ofSeconds(5))
                .until(() -> !releasesPage("sur-dokploy").contains(LAGS_BEHIND));
        chantier.api().delete("/api/sites/sur-dokploy/archive");
        await().atMost(Duration.ofSeconds(30)).until(() -> seen("sur-dokploy").startsWith("HTTP/1.1 200"));

        assertThat(chantier.api().delete("/api/settings/servers/" + server).statusCode())
                .isEqualTo(409);
        chantier.api().post("/api/sites/sur-dokploy/archive", Map.of());
        await().atMost(Duration.ofSeconds(30)).until(() -> !seen("sur-dokploy").startsWith("HTTP/1.1 200"));
        await().atMost(Duration.ofSeconds(30))
                .until(() -> chantier.api().delete("/api/sites/sur-dokploy").statusCode() == 204);
        await().atMost(Duration.ofSeconds(30)).until(() -> dokploy.applicationCount() == 0);
        await().atMost(Duration.ofSeconds(30))
                .until(() ->
                        chantier.api().delete("/api/settings/servers/" + server).statusCode() == 204);
    }

    @Test
    void a_deployment_that_dokploy_calls_done_refuses_or_lost_leaves_the_last_good_release_and_can_be_retried() {
        online("schein");
        var server = server("keller", Map.of());
        move("schein", server);
        byHand.change(found("schein"), WORDS, "escaliers et portes");
        chantier.api().put("/api/settings/servers/" + server, Map.of("baseImage", "nginx:crashing"));

        var job = failed("dokploy-crash", WORDS);
        var arguments = chantier.job(job).get("failure").get("arguments");
        assertThat(arguments.has("server")).isTrue();
        assertThat(arguments.has("error")).isFalse();
        var listed = chantier.api().get("/api/sites/schein/deployments").body();
        assertThat(listed)
                .contains("\"code\":\"dokploy-crash\"", "\"title\":", "move-site", "settle-site")
                .doesNotContain("arguments", "\"error\"");
        assertThat(seen("schein")).contains(WORDS);
        chantier.api().put("/api/settings/servers/" + server, Map.of("baseImage", "nginx:alpine"));
        retry(job);
        assertThat(seen("schein")).contains("escaliers et portes");

        byHand.change(found("schein"), "escaliers et portes", "portes et escaliers");
        dokploy.failing("application.dropDeployment", 413);
        job = failed("dokploy-too-big", "escaliers et portes");
        assertThat(seen("schein")).contains("escaliers et portes");
        retry(job);
        assertThat(seen("schein")).contains("portes et escaliers");

        byHand.change(found("schein"), "portes et escaliers", WORDS);
        dokploy.deletedByHand(dokploy.applications("schein").getFirst());
        job = failed("dokploy-app-deleted", "portes et escaliers");
        retry(job);
        assertThat(seen("schein")).contains(WORDS);
        assertThat(dokploy.applicationCount()).isEqualTo(1);
    }

    /** Deploys in vain; our edge still serves what it served, and a person reads what to do. */
    private String failed(String code, String online) {
        var job = chantier.order("schein", "deploy");
        assertThat(job.get("state").asString()).isEqualTo("FAILED");
        assertToldWhatToDo(job.get("failure"), code);
        assertThat(chantier.site("schein").get("state").asString()).isEqualTo("LIVE");
        assertThat(chantier.visit("schein", "/")).contains(online);
        return job.get("id").asString();
    }

    private void retry(String job) {
        var retried = chantier.api().post("/api/jobs/" + job + "/retry", Map.of());
        assertThat(retried.statusCode()).as(retried.body()).isLessThan(300);
        assertThat(chantier.finished(job).get("state").asString()).isEqualTo("SUCCEEDED");
    }

    private static void assertToldWhatToDo(JsonNode problem, String code) {
        assertThat(problem.path("code").asString()).as(problem.toString()).isEqualTo(code);
        for (var part : List.of("title", "detail", "remedy")) {
            assertThat(problem.path(part).asString()).as(part).isNotBlank().doesNotContain("{");
        }
    }

    @Test
    void a_move_to_a_server_that_is_down_leaves_the_site_where_it_was_and_can_be_cancelled() {
        online("bleibt");
        var server = server("turm", Map.of());
        dokploy.down();
        var job = ordered("bleibt", server);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> chantier.job(job).get("state").asString().equals("WAITING"));

        assertThat(chantier.api().post("/api/jobs/" + job + "/cancel", Map.of()).statusCode())
                .isLessThan(300);

        assertThat(chantier.finished(job).get("state").asString()).isEqualTo("CANCELLED");
        assertThat(chantier.visit("bleibt", "/")).startsWith("HTTP/1.1 200");
        var places = Client.json(chantier.api().get("/api/sites/bleibt/place"));
        assertThat(places.get(0).get("isHere").asBoolean()).isTrue();
        dokploy.up();
        removed(server);
    }

    @Test
    void a_site_comes_back_to_our_own_edge() {
        online("heim");
        var server = server("gasse", Map.of());
        move("heim", server);
        move("heim", "edge");
        await().atMost(Duration.ofSeconds(30)).until(() -> dokploy.applicationCount() == 0);
        assertThat(chantier.visit("heim", "/")).startsWith("HTTP/1.1 200");
    }

    @Test
    void a_server_is_described_field_by_field_and_its_key_never_comes_back() {
        var wrong = chantier.api()
                .post(
                        "/api/settings/servers",
                        Map.of(
                                "name", " ",
                                "url", "ftp://dokploy/path",
                                "reach", "https://10.0.0.5",
                                "baseImage", "nginx\nRUN evil",
                                "maxSites", 0));
        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(Client.json(wrong).get("errors").findValuesAsString("field"))
                .containsExactlyInAnyOrder("name", "url", "token", "reach", "baseImage", "maxSites");

        var server = server("speicher", Map.of());
        assertThat(chantier.api().get("/api/settings/servers").body()).doesNotContain(dokploy.token());
        assertThat(browser().get("/settings/servers/" + server).body()).doesNotContain(dokploy.token());
        assertThat(chantier.api().delete("/api/settings/servers/" + server).statusCode())
                .isEqualTo(204);
    }

    @Test
    void the_test_button_names_what_is_wrong() {
        var server = server("probe", Map.of("token", "wrong"));
        var page = browser().submit("/settings/servers/" + server, "/settings/servers/" + server + "/test", Map.of());
        assertThat(page.body()).contains("Dokploy ne connaît pas la clé");
        chantier.api().put("/api/settings/servers/" + server, Map.of("token", dokploy.token()));
        page = browser().submit("/settings/servers/" + server, "/settings/servers/" + server + "/test", Map.of());
        assertThat(page.body()).contains("Dokploy v0.30.2");
        dokploy.olderVersion("v0.24.0");
        var old = chantier.api().post("/api/settings/servers/" + server + "/test", Map.of());
        assertThat(Client.json(old).get("code").asString()).isEqualTo("dokploy-version");
        chantier.api().delete("/api/settings/servers/" + server);
    }

    @Test
    void the_test_button_tells_apart_what_can_be_wrong_with_an_address(@TempDir Path folder) throws Exception {
        var server = server("adresse", Map.of());
        var tls = TestCertificate.context(folder, "dokploy.example.org").getServerSocketFactory();
        var gone = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        gone.close();
        try (var untrusted = answering(tls.createServerSocket(), "");
                var plain = answering(new ServerSocket(), "HTTP/1.1 400 -\r\nconnection: close\r\n\r\n");
                var insists = answering(new ServerSocket(), "HTTP/1.1 308 -\r\ncontent-length: 0\r\n\r\n");
                var missing = answering(new ServerSocket(), "HTTP/1.1 404 -\r\ncontent-length: 0\r\n\r\n");
                var other = answering(new ServerSocket(), "HTTP/1.1 200 -\r\ncontent-length: 2\r\n\r\n{}")) {
            var wrong = new LinkedHashMap<String, String>();
            wrong.put("https://127.0.0.1:" + untrusted.getLocalPort(), "dokploy-tls");
            wrong.put("https://127.0.0.1:" + plain.getLocalPort(), "dokploy-tls");
            wrong.put("http://127.0.0.1:" + insists.getLocalPort(), "dokploy-not-dokploy");
            wrong.put("http://127.0.0.1:" + missing.getLocalPort(), "dokploy-not-dokploy");
            wrong.put("http://127.0.0.1:" + other.getLocalPort(), "dokploy-not-dokploy");
            wrong.put("http://127.0.0.1:" + gone.getLocalPort(), "dokploy-no-connection");
            wrong.put("http://169.254.169.254", "dokploy-address-forbidden");
            wrong.put("http://no-such-dokploy.invalid", "dokploy-unknown-host");
            wrong.forEach((url, code) -> {
                chantier.api().put("/api/settings/servers/" + server, Map.of("url", url));
                assertToldWhatToDo(tested(server), code);
            });
        }
        chantier.api()
                .put(
                        "/api/settings/servers/" + server,
                        Map.of("url", dokploy.url().toString()));
        for (var status : Map.of(403, "dokploy-forbidden", 429, "dokploy-busy", 500, "dokploy-server-error")
                .entrySet()) {
            dokploy.failing(status.getKey());
            assertToldWhatToDo(tested(server), status.getValue());
        }
        dokploy.healthy();
        assertThat(tested(server).path("version").asString()).isEqualTo("v0.30.2");
        chantier.api().delete("/api/settings/servers/" + server);
    }

    private JsonNode tested(String server) {
        return Client.json(chantier.api().post("/api/settings/servers/" + server + "/test", Map.of()));
    }

    /** Says the same to whoever comes. */
    private static ServerSocket answering(ServerSocket unbound, String answer) throws IOException {
        unbound.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        Thread.ofVirtual().start(() -> {
            while (!unbound.isClosed()) {
                try (var socket = unbound.accept()) {
                    var _ = socket.getInputStream().read(new byte[10_000]);
                    socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
                } catch (IOException _) {
                    // Whoever asked has hung up, or the test is over.
                }
            }
        });
        return unbound;
    }

    private static JsonNode of(JsonNode log, String kind) {
        return log.valueStream()
                .filter(one -> one.get("kind").asString().equals(kind))
                .findFirst()
                .orElseThrow();
    }

    private String releasesPage(String slug) {
        return browser().get("/sites/" + slug + "/releases").body();
    }

    private String server(String name, Map<String, Object> more) {
        var body = new HashMap<String, Object>(Map.of(
                "name", name,
                "url", dokploy.url().toString(),
                "token", dokploy.token(),
                "reach", dokploy.traefik().toString(),
                "takesNew", false));
        body.putAll(more);
        var answer = chantier.api().post("/api/settings/servers", body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return Client.json(answer).get("id").asString();
    }

    private String ordered(String slug, String to) {
        var answer = chantier.api().put("/api/sites/" + slug + "/place", Map.of("to", to));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        return Client.json(answer).get("job").asString();
    }

    private void move(String slug, String to) {
        var job = chantier.finished(ordered(slug, to));
        assertThat(job.get("state").asString()).as(job.toPrettyString()).isEqualTo("SUCCEEDED");
    }

    private void rollBack(String slug) {
        var here = "/api/sites/" + slug + "/releases";
        var first = Client.json(chantier.api().get(here)).get(1).get("release").asString();
        var begun = System.nanoTime();
        var answer = chantier.api().put(here + "/current", Map.of("release", first));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        await().until(() -> chantier.visit(slug, "/").contains(WORDS));
        assertThat(Duration.ofNanos(System.nanoTime() - begun))
                .as("our own edge waits for no server")
                .isLessThan(Duration.ofSeconds(5));
        assertThat(chantier.finished(Client.json(answer).get("job").asString())
                        .get("state")
                        .asString())
                .isEqualTo("SUCCEEDED");
    }

    /** Nothing of ours stands there any more. */
    private void removed(String server) {
        await().atMost(Duration.ofSeconds(60))
                .until(() ->
                        chantier.api().delete("/api/settings/servers/" + server).statusCode() == 204);
    }

    /** What a visitor gets from the Traefik of that server. */
    private String seen(String slug) {
        var traefik = dokploy.traefik();
        try (var socket = new Socket(traefik.getHost(), traefik.getPort())) {
            var request = "GET / HTTP/1.1\r\nHost: " + slug + ".localhost\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
