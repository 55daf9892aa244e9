package io.chantier.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chantier.protocol.AgentVersion;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HttpsTest {

    private static final Map<String, String> EVERYWHERE = Map.of("CHANTIER_AGENT_BIND", "0.0.0.0");

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path home;

    private Agent agent(Map<String, String> more) {
        var environment = new HashMap<>(Map.of(
                "CHANTIER_AGENT_HOME", home.resolve("agent").toString(),
                "CHANTIER_AGENT_PORT", "0",
                "AGENT_PASSWORD", "secret"));
        environment.putAll(more);
        return Agent.start(AgentSettings.of(environment));
    }

    private X509Certificate certificate() throws Exception {
        return (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(Files.readAllBytes(file("tls-certificate.pem"))));
    }

    private Path file(String name) {
        return home.resolve("agent").resolve(name);
    }

    /** A client that believes this certificate and no other, and looks at the name as every client does. */
    private static HttpClient trusting(X509Certificate certificate) throws Exception {
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry("agent", certificate);
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        var tls = SSLContext.getInstance("TLS");
        tls.init(null, trust.getTrustManagers(), null);
        return HttpClient.newBuilder().sslContext(tls).build();
    }

    private static HttpResponse<String> get(HttpClient client, String address) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(address)).header("Authorization", "bearer secret");
        return client.send(request.build(), BodyHandlers.ofString());
    }

    @Test
    void an_agent_that_others_reach_speaks_https_with_a_certificate_of_its_own_and_keeps_it() throws Exception {
        X509Certificate first;
        try (var agent = agent(EVERYWHERE)) {
            first = certificate();
            assertThat(Files.readString(file("tls-fingerprint")).strip())
                    .isEqualTo(Certificates.fingerprint(first.getEncoded()))
                    .matches("([0-9A-F]{2}:){31}[0-9A-F]{2}");
            assertThat(Files.getPosixFilePermissions(file("tls-key.pem")))
                    .isEqualTo(PosixFilePermissions.fromString("rw-------"));
            first.checkValidity();
            first.verify(first.getPublicKey());

            for (var host : new String[] {"localhost", "127.0.0.1"}) {
                var answer = get(trusting(first), "https://" + host + ":" + agent.port() + "/ping");
                assertThat(answer.body()).isEqualTo("{\"message\":\"pong\"}");
            }
            assertThatThrownBy(() -> get(HttpClient.newHttpClient(), "http://localhost:" + agent.port() + "/ping"))
                    .isInstanceOf(IOException.class);
        }
        try (var _ = agent(EVERYWHERE)) {
            assertThat(certificate()).isEqualTo(first);
        }
    }

    @Test
    void on_loopback_it_speaks_plain_http_unless_told_otherwise() throws Exception {
        try (var agent = agent(Map.of())) {
            assertThat(get(HttpClient.newHttpClient(), "http://localhost:" + agent.port() + "/ping")
                            .statusCode())
                    .isEqualTo(200);
            assertThat(file("tls-key.pem")).doesNotExist();
        }
        try (var agent = agent(Map.of("CHANTIER_AGENT_TLS", "on"))) {
            assertThat(get(trusting(certificate()), "https://localhost:" + agent.port() + "/ping")
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void a_given_certificate_takes_the_place_of_its_own() throws Exception {
        try (var _ = agent(EVERYWHERE)) {
            Files.move(file("tls-certificate.pem"), home.resolve("given.pem"));
            Files.move(file("tls-key.pem"), home.resolve("given-key.pem"));
        }
        var given = Map.of(
                "CHANTIER_AGENT_CERTIFICATE", home.resolve("given.pem").toString(),
                "CHANTIER_AGENT_CERTIFICATE_KEY", home.resolve("given-key.pem").toString());
        try (var agent = agent(given)) {
            assertThat(file("tls-key.pem")).doesNotExist();
            Files.copy(home.resolve("given.pem"), file("tls-certificate.pem"));
            assertThat(get(trusting(certificate()), "https://localhost:" + agent.port() + "/ping")
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void a_renewed_certificate_is_taken_while_the_agent_runs_and_a_broken_one_is_not() throws Exception {
        var settings = Map.of("CHANTIER_AGENT_TLS", "on");
        try (var _ = agent(settings)) {
            Files.move(file("tls-certificate.pem"), home.resolve("renewed.pem"));
            Files.move(file("tls-key.pem"), home.resolve("renewed-key.pem"));
        }
        var tls = Tls.of(settings, "127.0.0.1");
        var certificates = Certificates.of(tls, AgentHome.at(home.resolve("agent")));
        var first = certificate();
        var door = new Door(Passwords.hash("secret"), _ -> {}, new Throttle(System::nanoTime));
        var front = new FrontRoutes(door, new AgentVersion("", "", "", "", "", Map.of(), "Java"));
        var http = AgentServer.start(
                "127.0.0.1",
                0,
                Optional.of(certificates),
                Duration.ofMillis(50),
                new AgentRoutes(door, List.of(front)));
        try {
            var address = "https://localhost:" + http.port() + "/ping";
            Files.writeString(file("tls-certificate.pem"), "broken");
            assertThat(get(trusting(first), address).statusCode()).isEqualTo(200);

            Files.copy(home.resolve("renewed-key.pem"), file("tls-key.pem"), StandardCopyOption.REPLACE_EXISTING);
            Files.copy(home.resolve("renewed.pem"), file("tls-certificate.pem"), StandardCopyOption.REPLACE_EXISTING);
            var renewed = certificate();
            assertThat(renewed).isNotEqualTo(first);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .ignoreExceptions()
                    .until(() -> get(trusting(renewed), address).statusCode() == 200);
        } finally {
            http.stop();
        }
    }

    @Test
    void a_certificate_that_ends_after_2050_is_one_too() throws Exception {
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        var now = Instant.parse("2045-06-01T00:00:00Z");
        var der = SelfSigned.certificate(generator.generateKeyPair(), "host", now);
        var certificate = (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
        certificate.checkValidity(Date.from(now));
        certificate.checkValidity(Date.from(Instant.parse("2065-05-01T00:00:00Z")));
    }

    @Test
    void a_pair_that_cannot_be_used_is_named_at_the_start() throws Exception {
        try (var _ = agent(EVERYWHERE)) {
            Files.move(file("tls-certificate.pem"), home.resolve("one.pem"));
        }
        try (var _ = agent(EVERYWHERE)) {
            Files.copy(file("tls-key.pem"), home.resolve("other-key.pem"));
        }
        Files.writeString(
                home.resolve("old-key.pem"), "-----BEGIN EC PRIVATE KEY-----\nMHc=\n-----END EC PRIVATE KEY-----\n");

        assertThatThrownBy(() -> agent(pair("one.pem", "other-key.pem")))
                .hasMessageContaining("is not that of the certificate");
        assertThatThrownBy(() -> agent(pair("one.pem", "old-key.pem"))).hasMessageContaining("openssl pkcs8 -topk8");
        assertThatThrownBy(() -> agent(pair("none.pem", "other-key.pem"))).hasMessageContaining("none.pem");
        assertThatThrownBy(() -> agent(Map.of("CHANTIER_AGENT_CERTIFICATE", "x")))
                .hasMessageContaining("belong together");
        assertThatThrownBy(() -> agent(Map.of("CHANTIER_AGENT_TLS", "yes"))).hasMessageContaining("on or off");
    }

    private Map<String, String> pair(String certificate, String key) {
        return Map.of(
                "CHANTIER_AGENT_CERTIFICATE", home.resolve(certificate).toString(),
                "CHANTIER_AGENT_CERTIFICATE_KEY", home.resolve(key).toString());
    }

    @Test
    void a_stock_client_may_ask_below_agent_as_through_the_proxy_of_a_stock_agent() throws Exception {
        try (var agent = agent(Map.of())) {
            var address = "http://localhost:" + agent.port();
            var client = HttpClient.newHttpClient();
            assertThat(get(client, address + "/agent/ping").body()).isEqualTo("{\"message\":\"pong\"}");
            assertThat(get(client, address + "/agent/jobs/1,2").body()).isEqualTo("[]");
            assertThat(get(client, address + "/agent-jobs").body()).isEqualTo("[]");
            assertThat(get(client, address + "/agent/agent/ping").statusCode()).isEqualTo(404);
        }
    }
}
