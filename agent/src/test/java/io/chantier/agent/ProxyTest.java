package io.chantier.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.chantier.agent.nginx.SiteState;
import io.chantier.protocol.AgentJob;
import io.chantier.protocol.AgentStatus;
import io.chantier.protocol.JobCreated;
import io.chantier.protocol.Wire;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Visitors come by the real nginx of a proxy to a bench server that stands behind it. */
class ProxyTest {

    private static final String SITE = "demo.local.test";
    private static final String ON_SITE = "/proxy/upstreams/127.0.0.1/sites/" + SITE;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path home;

    private final WebProgram behind = new WebProgram("behind");

    @SuppressWarnings("NullAway.Init") // set before each test
    private TestNginx nginx;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Agent agent;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Client client;

    @BeforeEach
    void start() {
        nginx = new TestNginx(home.resolve("nginx"), behind.port());
        var settings = BenchSettings.of(Map.of(), home);
        agent = TestAgents.start(home, new BenchSettings(settings.directory(), settings.program(), nginx.settings()));
        client = Client.of(agent);
    }

    @AfterEach
    void stop() {
        agent.close();
        nginx.close();
        behind.close();
    }

    @Test
    void a_site_is_shown_suspended_and_shown_again() {
        addSite();
        nginx.awaitVisit(SITE, "/", "200 OK", "behind serves null to " + SITE);

        good("POST", ON_SITE + "/status", Map.of("status", "suspended", "extra_domains", List.of()));
        nginx.awaitVisit(SITE, "/desk", "402 ", "Retry-After: 86400", "Site suspendu");
        assertThat(upstreams())
                .isEqualTo("{\"127.0.0.1\":{\"hash\":\"2f8748abdbb42c16\",\"secondaries\":[],\"sites\":"
                        + "[{\"name\":\"demo.local.test\",\"upstream\":\"suspended\",\"is_auto_scaled\":false}]}}");

        good("POST", ON_SITE + "/status", Map.of("status", "deactivated"));
        nginx.awaitVisit(SITE, "/", "503 ", "Retry-After: 3600", "Site en pause");

        good("POST", ON_SITE + "/status", Map.of("status", "activated"));
        nginx.awaitVisit(SITE, "/", "200 OK", "behind serves");
        assertThat(upstreams()).contains("\"upstream\":\"2f8748abdbb42c16\"");
    }

    @Test
    void every_state_of_the_contract_is_known_and_no_other() {
        addSite();
        for (var state : SiteState.values()) {
            good("POST", ON_SITE + "/status", Map.of("status", state.word()));
        }
        assertThat(send("POST", ON_SITE + "/status", Map.of("status", "x; evil"))
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void a_site_is_behind_one_server_only_and_can_be_removed() {
        addSite();
        good("POST", "/proxy/upstreams", Map.of("name", "127.0.0.2"));
        good("POST", "/proxy/upstreams/127.0.0.2/sites", Map.of("name", SITE));

        assertThat(Files.exists(upstreamFile("127.0.0.1", SITE))).isFalse();
        assertThat(Files.exists(upstreamFile("127.0.0.2", SITE))).isTrue();

        good("DELETE", "/proxy/upstreams/127.0.0.2/sites/" + SITE, Map.of("extra_domains", List.of()));
        nginx.awaitNone(SITE, "behind");
        assertThat(upstreams()).contains("\"sites\":[]");
    }

    @Test
    void a_host_shows_a_site_with_its_own_certificate() throws Exception {
        addSite();
        var certificate = certificate("www.client.test");
        good("POST", "/proxy/hosts", Map.of("name", "www.client.test", "target", SITE, "certificate", certificate));

        nginx.awaitVisit("www.client.test", "/a?b", "308 ", "Location: https://www.client.test/a?b");
        assertThat(overTls("www.client.test")).contains("CN=www.client.test", "behind serves null to www.client.test");
        try (var files = Files.walk(home.resolve("agent"))) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                        .as(file.toString())
                        .doesNotContain("BEGIN PRIVATE KEY");
            }
        }
        assertThat(Files.getPosixFilePermissions(nginx.folder().resolve("hosts/www.client.test/privkey.pem")))
                .hasSize(2);

        good("DELETE", "/proxy/hosts/www.client.test", Map.of());
        nginx.awaitNone("www.client.test", "Location");
        assertThat(Files.exists(nginx.folder().resolve("hosts/www.client.test")))
                .isFalse();
    }

    @Test
    void a_wildcard_serves_all_names_below_it() throws Exception {
        good("POST", "/proxy/upstreams", Map.of("name", "127.0.0.1"));
        good("POST", "/proxy/upstreams/127.0.0.1/sites", Map.of("name", "shop.other.test"));
        good(
                "POST",
                "/proxy/wildcards",
                List.of(Map.of("domain", "other.test", "certificate", certificate("*.other.test"))));

        nginx.awaitVisit("shop.other.test", "/", "308 ", "Location: https://shop.other.test/");
        assertThat(overTls("shop.other.test")).contains("CN=*.other.test", "behind serves null to shop.other.test");
        assertThat(overTls("nobody.other.test")).contains("404");
    }

    @Test
    void a_host_leads_to_another_until_it_does_not() {
        addSite();
        good("POST", "/proxy/hosts/redirects", Map.of("domains", List.of("old.client.test"), "target", SITE));
        nginx.awaitVisit("old.client.test", "/page?x=1", "308 ", "Location: http://" + SITE + "/page?x=1");

        good("DELETE", "/proxy/hosts/redirects", Map.of("domains", List.of("old.client.test")));
        nginx.awaitNone("old.client.test", "Location");
    }

    @Test
    void what_led_to_a_site_follows_its_new_name() {
        addSite();
        good("POST", "/proxy/hosts", Map.of("name", "www.client.test", "target", SITE));
        nginx.awaitVisit("www.client.test", "/", "behind serves");

        good(
                "POST",
                ON_SITE + "/rename",
                Map.of("domains", List.of("www.client.test"), "new_name", "renamed.local.test"));

        nginx.awaitVisit("www.client.test", "/", "behind serves");
        nginx.awaitVisit("renamed.local.test", "/", "behind serves null to renamed.local.test");
        nginx.awaitNone(SITE, "behind");
    }

    @Test
    void a_broken_certificate_changes_nothing() {
        addSite();
        var job = over(
                "POST",
                "/proxy/hosts",
                Map.of(
                        "name",
                        "www.client.test",
                        "target",
                        SITE,
                        "certificate",
                        Map.of("privkey.pem", "KEY", "fullchain.pem", "FULL", "chain.pem", "CHAIN")));

        assertThat(job.status()).isEqualTo(AgentStatus.FAILURE);
        assertThat(Wire.write(job.data())).contains("fullchain.pem").contains("PEM");
        assertThat(Files.exists(nginx.folder().resolve("hosts/www.client.test")))
                .isFalse();
        good("POST", "/proxy/reload", Map.of());
        assertThat(nginx.visit(SITE, "/")).contains("behind serves");
    }

    @Test
    void names_that_nginx_or_a_path_could_misread_are_refused() {
        for (var name : List.of("../x", "a;b", "a b", "$host", "*.x.test", "{", "")) {
            assertThat(send("POST", "/proxy/upstreams", Map.of("name", name)).statusCode())
                    .as(name)
                    .isEqualTo(400);
            assertThat(send("POST", "/proxy/hosts", Map.of("name", name, "target", SITE))
                            .statusCode())
                    .as(name)
                    .isEqualTo(400);
        }
        assertThat(client.ask("DELETE", "/proxy/hosts/..%2F..%2Fetc").statusCode())
                .isIn(400, 404);
        assertThat(send("POST", "/proxy/wildcards", Map.of()).statusCode()).isEqualTo(400);
    }

    @Test
    void a_state_of_a_site_that_is_not_there_is_a_failure() {
        var job = over("POST", ON_SITE + "/status", Map.of("status", "suspended"));
        assertThat(job.status()).isEqualTo(AgentStatus.FAILURE);
        assertThat(Wire.write(job.data())).contains("site-not-behind-upstream");
    }

    private void addSite() {
        good("POST", "/proxy/upstreams", Map.of("name", "127.0.0.1"));
        good("POST", "/proxy/upstreams/127.0.0.1/sites", Map.of("name", SITE));
    }

    private Path upstreamFile(String upstream, String site) {
        return nginx.folder().resolve("upstreams").resolve(upstream).resolve(site);
    }

    private String upstreams() {
        return client.get("/proxy/upstreams").body();
    }

    private void good(String method, String path, Object body) {
        var job = over(method, path, body);
        assertThat(job.status()).as(Wire.write(job)).isEqualTo(AgentStatus.SUCCESS);
    }

    private AgentJob over(String method, String path, Object body) {
        return client.over(
                Wire.read(send(method, path, body).body(), JobCreated.class).job());
    }

    private HttpResponse<String> send(String method, String path, Object body) {
        return client.send(method, path, Wire.write(body));
    }

    static Map<String, String> certificate(String name) throws IOException, InterruptedException {
        var folder = Files.createTempDirectory("certificate");
        var process = new ProcessBuilder(
                        "openssl",
                        "req",
                        "-x509",
                        "-newkey",
                        "ec",
                        "-pkeyopt",
                        "ec_paramgen_curve:prime256v1",
                        "-nodes",
                        "-days",
                        "2",
                        "-subj",
                        "/CN=" + name,
                        "-keyout",
                        "key.pem",
                        "-out",
                        "cert.pem")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("out").toFile())
                .start();
        assertThat(process.waitFor()).isZero();
        return Map.of(
                "privkey.pem", Files.readString(folder.resolve("key.pem")),
                "fullchain.pem", Files.readString(folder.resolve("cert.pem")),
                "chain.pem", Files.readString(folder.resolve("cert.pem")));
    }

    /** The certificate that is shown for this name, and what is answered under it. */
    private String overTls(String host) throws Exception {
        var context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new TrustsAll()}, null);
        try (var socket = (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", nginx.https)) {
            var parameters = socket.getSSLParameters();
            parameters.setServerNames(List.of(new SNIHostName(host)));
            socket.setSSLParameters(parameters);
            socket.setSoTimeout(10_000);
            socket.startHandshake();
            var shown = ((X509Certificate) socket.getSession().getPeerCertificates()[0])
                    .getSubjectX500Principal()
                    .getName();
            socket.getOutputStream()
                    .write(("GET / HTTP/1.0\r\nHost: " + host + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
            return shown + "\n" + new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static final class TrustsAll implements X509TrustManager {

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String kind) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String kind) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
