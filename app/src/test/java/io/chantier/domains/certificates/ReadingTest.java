package io.chantier.domains.certificates;

import static org.assertj.core.api.Assertions.assertThat;

import io.chantier.domains.certificates.Reading.Kind;
import io.chantier.outbound.Handshakes;
import io.chantier.outbound.PublicAddresses;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Handshakes with real TLS servers on loopback, under an authority of the test's own. */
class ReadingTest {

    private static final String NAME = "shop.example.org";
    private static final char[] PASSWORD = "of-this-test".toCharArray();
    private static final PublicAddresses LOOPBACK_TOO = new PublicAddresses(List.of("127.0.0.0/8"));

    @TempDir
    static Path folder;

    private static Chains chains;

    @BeforeAll
    static void issue() throws Exception {
        key("root", "-ext", "bc:c", "-dname", "CN=Root,O=Test Authority");
        key("between", "-ext", "bc:c", "-dname", "CN=Between,O=Test Authority");
        request("between");
        sign("root", "between", "between", "-ext", "bc:c", "-validity", "30");
        key("leaf", "-dname", "CN=leaf");
        request("leaf");
        leaf("good", NAME, "-validity", "20");
        leaf("wild", "*.example.org", "-validity", "20");
        leaf("other", "other.example.net", "-validity", "20");
        leaf("old", NAME, "-startdate", "-10d", "-validity", "4");
        leaf("early", NAME, "-startdate", "+5d", "-validity", "20");
        key("self", "-ext", "san=dns:" + NAME, "-dname", "CN=" + NAME);
        key("traefik", "-ext", "san=dns:abc.traefik.default", "-dname", "CN=TRAEFIK DEFAULT CERT");
        var anchors = KeyStore.getInstance("PKCS12");
        anchors.load(null, null);
        anchors.setCertificateEntry("root", store("root").getCertificate("root"));
        chains = new Chains(anchors);
    }

    @Test
    void each_certificate_is_judged_as_browsers_judge_it() throws Exception {
        var good = read(chain("good", 2));
        assertThat(good.kind()).isEqualTo(Kind.GOOD);
        assertThat(good.issuer()).isEqualTo("Test Authority");
        assertThat(good.names()).containsExactly(NAME);
        assertThat(good.daysLeft(Instant.now())).isEqualTo(19);
        assertThat(read(chain("wild", 2)).kind()).isEqualTo(Kind.GOOD);
        assertThat(read(chain("good", 1)).kind()).isEqualTo(Kind.INCOMPLETE);
        assertThat(read(chain("other", 2)).kind()).isEqualTo(Kind.WRONG_NAME);
        assertThat(read(chain("old", 2)).kind()).isEqualTo(Kind.EXPIRED);
        assertThat(read(chain("old", 2)).daysLeft(Instant.now())).isNegative();
        assertThat(read(chain("early", 2)).kind()).isEqualTo(Kind.NOT_YET_VALID);
        assertThat(read(chain("self", 1)).kind()).isEqualTo(Kind.SELF_SIGNED);
        assertThat(read(chain("traefik", 1)).kind()).isEqualTo(Kind.PROXY_DEFAULT);
        try (var server = tls(chain("good", 3))) {
            var shown = handshakes(server).look(NAME, List.of(InetAddress.getLoopbackAddress()));
            assertThat(new Chains(null).read(NAME, shown, Instant.now()).kind())
                    .as("an authority that nobody knows")
                    .isEqualTo(Kind.NOT_TRUSTED);
        }
    }

    @Test
    void whoever_speaks_no_tls_says_nothing_or_is_not_there_is_told_apart_in_time() throws Exception {
        try (var http = new Listener(socket -> write(socket, "HTTP/1.1 400 Bad Request\r\n\r\n"))) {
            assertThat(look(http)).isEqualTo(Kind.NO_CERTIFICATE);
        }
        var start = System.nanoTime();
        try (var silent = new Listener(_ -> {})) {
            assertThat(look(silent)).isEqualTo(Kind.NO_ANSWER);
        }
        try (var slow = new Listener(ReadingTest::drip)) {
            assertThat(look(slow)).as("a byte now and then").isIn(Kind.NO_ANSWER, Kind.NO_CERTIFICATE);
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(6));
        var gone = new Listener(_ -> {});
        gone.close();
        assertThat(look(gone)).isEqualTo(Kind.NOBODY_LISTENS);
    }

    @Test
    void an_inner_address_is_never_dialled_nor_one_beside_it() throws Exception {
        var hits = new ArrayList<Socket>();
        try (var canary = new Listener(hits::add)) {
            var port = canary.port();
            var handshakes = new Handshakes(new PublicAddresses(List.of()), Duration.ofSeconds(2), port);
            var inner = List.of(InetAddress.ofLiteral("192.0.2.1"), InetAddress.getLoopbackAddress());
            for (var addresses : List.of(inner, inner.reversed(), List.<InetAddress>of())) {
                var shown = handshakes.look(NAME, addresses);
                assertThat(chains.read(NAME, shown, Instant.now()).kind()).isEqualTo(Kind.NOT_ASKED);
            }
            assertThat(hits).isEmpty();
        }
    }

    private static Kind look(Listener server) {
        var handshakes = new Handshakes(LOOPBACK_TOO, Duration.ofMillis(1_500), server.port());
        var shown = handshakes.look(NAME, List.of(InetAddress.getLoopbackAddress()));
        return chains.read(NAME, shown, Instant.now()).kind();
    }

    private static Handshakes handshakes(Listener server) {
        return new Handshakes(LOOPBACK_TOO, Duration.ofSeconds(5), server.port());
    }

    private static Reading read(KeyStore keys) throws Exception {
        try (var server = tls(keys)) {
            var shown = handshakes(server).look(NAME, List.of(InetAddress.getLoopbackAddress()));
            return chains.read(NAME, shown, Instant.now());
        }
    }

    private static Listener tls(KeyStore keys) throws GeneralSecurityException, IOException {
        var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD);
        var context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return new Listener(plain -> {
            try (var socket = (SSLSocket) context.getSocketFactory().createSocket(plain, null, false)) {
                socket.setUseClientMode(false);
                socket.startHandshake();
            } catch (IOException _) {
                // the other side has read enough
            }
        });
    }

    private static void write(Socket socket, String text) {
        try {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The beginning of a long record of TLS, one byte after the other. */
    private static void drip(Socket socket) {
        try {
            socket.getOutputStream().write(new byte[] {22, 3, 3, 64, 0});
            while (true) {
                socket.getOutputStream().write(2);
                socket.getOutputStream().flush();
                Thread.sleep(100);
            }
        } catch (IOException | InterruptedException _) {
            // the other side has had enough
        }
    }

    /** Does one thing with each connection. */
    private static final class Listener implements AutoCloseable {

        private final ServerSocket server;

        Listener(Consumer<Socket> act) throws IOException {
            server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
            Thread.ofVirtual().start(() -> {
                while (!server.isClosed()) {
                    try {
                        var socket = server.accept();
                        Thread.ofVirtual().start(() -> act.accept(socket));
                    } catch (IOException _) {
                        return;
                    }
                }
            });
        }

        int port() {
            return server.getLocalPort();
        }

        @Override
        public void close() throws IOException {
            server.close();
        }
    }

    /** A key with so many certificates of its chain. */
    private static KeyStore chain(String name, int length) throws Exception {
        var isSigned = Files.exists(pem(name));
        var alias = isSigned ? "leaf" : name;
        var own = isSigned ? certificate(pem(name)) : store(name).getCertificate(name);
        var all = List.of(own, certificate(pem("between")), store("root").getCertificate("root"));
        var keys = KeyStore.getInstance("PKCS12");
        keys.load(null, null);
        var key = (PrivateKey) store(alias).getKey(alias, PASSWORD);
        keys.setKeyEntry(alias, key, PASSWORD, all.subList(0, length).toArray(Certificate[]::new));
        return keys;
    }

    private static Path pem(String name) {
        return folder.resolve(name + ".pem");
    }

    private static Certificate certificate(Path file) throws Exception {
        try (var in = Files.newInputStream(file)) {
            return CertificateFactory.getInstance("X.509").generateCertificate(in);
        }
    }

    /** One more certificate for the same key. */
    private static void leaf(String file, String name, String... more) throws Exception {
        var words = new ArrayList<>(List.of("-ext", "san=dns:" + name));
        words.addAll(Arrays.asList(more));
        sign("between", "leaf", file, words.toArray(String[]::new));
    }

    private static void key(String alias, String... more) throws Exception {
        keytool(alias, "-genkeypair", List.of("-alias", alias, "-keyalg", "EC", "-validity", "30"), more);
    }

    private static void request(String of) throws Exception {
        keytool(of, "-certreq", List.of("-alias", of, "-file", csr(of)));
    }

    private static String csr(String of) {
        return folder.resolve(of + ".csr").toString();
    }

    private static void sign(String by, String of, String file, String... more) throws Exception {
        var out = pem(file).toString();
        keytool(by, "-gencert", List.of("-alias", by, "-infile", csr(of), "-outfile", out), more);
    }

    private static KeyStore store(String alias) throws GeneralSecurityException, IOException {
        return KeyStore.getInstance(folder.resolve(alias + ".p12").toFile(), PASSWORD);
    }

    private static void keytool(String store, String command, List<String> words, String... more) throws Exception {
        var all = new ArrayList<String>();
        all.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        all.add("-J-XX:TieredStopAtLevel=1");
        all.add(command);
        all.addAll(words);
        all.addAll(Arrays.asList(more));
        all.addAll(List.of(
                "-storetype",
                "PKCS12",
                "-keystore",
                folder.resolve(store + ".p12").toString()));
        all.addAll(List.of("-storepass", new String(PASSWORD)));
        var log = folder.resolve("keytool.log").toFile();
        var process = new ProcessBuilder(all)
                .redirectErrorStream(true)
                .redirectOutput(log)
                .start();
        if (process.waitFor() != 0) throw new IOException(Files.readString(log.toPath()));
    }
}
