package io.chantier.ingress.caddy;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** Debian's Caddy on free ports of loopback, with a Caddyfile that imports ours. It asks nobody for certificates. */
public final class RunningCaddy implements AutoCloseable {

    public static final Path PROGRAM = Path.of("/usr/bin/caddy");

    private final Path folder;
    private final int plain = freePort();
    private final int encrypted = freePort();
    private final Process process;

    /** @param folder holds {@code chantier.caddy} */
    public RunningCaddy(Path folder) throws IOException {
        this.folder = folder;
        Files.writeString(caddyfile(), """
                {
                	admin 127.0.0.1:%d
                	http_port %d
                	https_port %d
                	default_bind 127.0.0.1
                	local_certs
                	skip_install_trust
                	storage file_system "%s"
                }
                import %s/chantier.caddy
                """.formatted(freePort(), plain, encrypted, folder.resolve("storage"), folder));
        this.process = start("run");
        await().atMost(Duration.ofSeconds(20)).until(() -> listens(plain) && listens(encrypted));
    }

    /** What a visitor got. */
    record Answer(int status, List<String> head, String body, List<X509Certificate> chain) {

        String field(String name) {
            return head.stream()
                    .filter(line -> line.regionMatches(true, 0, name + ": ", 0, name.length() + 2))
                    .map(line -> line.substring(name.length() + 2))
                    .findFirst()
                    .orElse("");
        }
    }

    /** Takes the files as they are now, as {@code systemctl reload caddy} does. */
    void reload() throws IOException, InterruptedException {
        var reloading = start("reload");
        if (!reloading.waitFor(20, TimeUnit.SECONDS) || reloading.exitValue() != 0) {
            throw new IOException(said());
        }
    }

    /** Where it listens without TLS. */
    public int port() {
        return plain;
    }

    String said() throws IOException {
        return Files.readString(folder.resolve("caddy.log"));
    }

    Answer plainly(String host, String path, String... fields) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), plain)) {
            return ask(socket, host, path, fields);
        }
    }

    Answer encrypted(String host, String path, String... fields) throws IOException {
        var bare = new Socket(InetAddress.getLoopbackAddress(), encrypted);
        try (var socket = (SSLSocket) anyCertificate().getSocketFactory().createSocket(bare, host, encrypted, true)) {
            return ask(socket, host, path, fields);
        }
    }

    private static Answer ask(Socket socket, String host, String path, String... fields) throws IOException {
        socket.setSoTimeout(15_000);
        var lines = new StringBuilder("GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n");
        for (var field : fields) lines.append(field).append("\r\n");
        socket.getOutputStream().write(lines.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII));
        var all = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        var parts = all.split("\r\n\r\n", 2);
        if (parts.length < 2) throw new IOException("No answer from " + host + path + ": '" + all + "'");
        var head = List.of(parts[0].split("\r\n", -1));
        var chain = new ArrayList<X509Certificate>();
        if (socket instanceof SSLSocket secured) {
            for (var one : secured.getSession().getPeerCertificates()) chain.add((X509Certificate) one);
        }
        return new Answer(Integer.parseInt(head.getFirst().split(" ", -1)[1]), head, parts[1], chain);
    }

    /** The tests look at the certificate themselves. */
    private static SSLContext anyCertificate() {
        try {
            var context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new Trusting()}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class Trusting implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    private Process start(String command) throws IOException {
        var words = List.of(PROGRAM.toString(), command, "--config", caddyfile().toString(), "--adapter", "caddyfile");
        var builder = new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("caddy.log").toFile()));
        builder.environment().put("HOME", folder.toString());
        return builder.start();
    }

    private Path caddyfile() {
        return folder.resolve("Caddyfile");
    }

    private boolean listens(int port) throws IOException {
        if (!process.isAlive()) throw new IOException(said());
        try (var _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().orTimeout(10, TimeUnit.SECONDS).join();
    }
}
