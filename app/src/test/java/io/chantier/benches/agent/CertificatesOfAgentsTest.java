package io.chantier.benches.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.chantier.ingress.caddy.TestCertificate;
import io.chantier.outbound.Fingerprint;
import io.chantier.values.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An agent with a certificate of its own: believed once a person confirmed it, and no other in its place. */
class CertificatesOfAgentsTest {

    private static final Fingerprint SOMEBODY_S =
            Fingerprint.parse("ab".repeat(32)).orElseThrow();

    @TempDir
    private Path folder;

    private HttpsServer https;
    private final List<String> heard = new CopyOnWriteArrayList<>();

    @BeforeEach
    void start() throws IOException, GeneralSecurityException, InterruptedException {
        serve(0, "first");
    }

    @AfterEach
    void stop() {
        https.stop(0);
    }

    private void serve(int port, String keys) throws IOException, GeneralSecurityException, InterruptedException {
        var folderOfKeys = Files.createDirectories(folder.resolve(keys));
        https = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        https.setHttpsConfigurator(new HttpsConfigurator(TestCertificate.context(folderOfKeys, "agent.test")));
        https.createContext("/", exchange -> {
            heard.add(exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("Authorization"));
            var pong = "{\"message\":\"pong\"}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, pong.length);
            exchange.getResponseBody().write(pong);
            exchange.close();
        });
        https.start();
    }

    private AgentAddress address(Optional<Fingerprint> certificate) {
        var url = URI.create("https://127.0.0.1:" + https.getAddress().getPort() + "/agent");
        return new AgentAddress("atelier", url, new Secret("agent-secret"), certificate);
    }

    private AgentTrouble refused(AgentAddress agent) {
        try (var agents = new Agents(_ -> Optional.of(agent))) {
            return assertThatExceptionOfType(AgentTrouble.class)
                    .isThrownBy(() -> agents.of(UUID.randomUUID()).ping())
                    .actual();
        }
    }

    @Test
    void a_certificate_of_its_own_is_shown_first_and_believed_when_it_was_confirmed() {
        var trouble = refused(address(Optional.empty()));
        assertThat(trouble.kind()).isEqualTo(AgentTrouble.Kind.OTHER_CERTIFICATE);
        assertThat(trouble.why().code()).isEqualTo("agent-unknown-certificate");
        var shown =
                Fingerprint.parse(trouble.why().arguments().get("fingerprint")).orElseThrow();
        assertThat(heard).isEmpty();

        try (var agents = new Agents(_ -> Optional.of(address(Optional.of(shown))))) {
            agents.of(UUID.randomUUID()).ping();
        }
        assertThat(heard).containsExactly("/agent/ping bearer agent-secret");
    }

    @Test
    void whoever_shows_another_certificate_never_hears_the_password() {
        var trouble = refused(address(Optional.of(SOMEBODY_S)));
        assertThat(trouble.kind()).isEqualTo(AgentTrouble.Kind.OTHER_CERTIFICATE);
        assertThat(trouble.why().code()).isEqualTo("agent-other-certificate");
        assertThat(trouble.why().arguments().get("known")).isEqualTo(SOMEBODY_S.value());
        assertThat(heard).isEmpty();
    }

    @Test
    void a_certificate_that_changed_later_is_noticed()
            throws IOException, GeneralSecurityException, InterruptedException {
        var shown = Fingerprint.parse(
                refused(address(Optional.empty())).why().arguments().get("fingerprint"));
        try (var agents = new Agents(_ -> Optional.of(address(shown)))) {
            var server = UUID.randomUUID();
            agents.of(server).ping();
            int port = https.getAddress().getPort();
            https.stop(0);
            serve(port, "second");
            heard.clear();
            assertThatExceptionOfType(AgentTrouble.class)
                    .isThrownBy(() -> agents.of(server).ping())
                    .satisfies(trouble -> assertThat(trouble.why().code()).isEqualTo("agent-other-certificate"));
            assertThat(heard).isEmpty();
        }
    }

    @Test
    void a_fingerprint_is_read_however_it_is_written() {
        assertThat(Fingerprint.parse("sha256: " + "AB:".repeat(31) + "ab")).contains(SOMEBODY_S);
        assertThat(Fingerprint.parse("ab ".repeat(32))).contains(SOMEBODY_S);
        assertThat(Fingerprint.parse("ab".repeat(31))).isEmpty();
        assertThat(Fingerprint.parse("xy".repeat(32))).isEmpty();
    }
}
