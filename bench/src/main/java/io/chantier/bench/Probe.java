package io.chantier.bench;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;

/** A visitor who asks for a page and all its parts every ten milliseconds, over one connection. */
final class Probe implements AutoCloseable {

    private static final long PAUSE_NANOS = 10_000_000;
    private static final Pattern RELEASE = Pattern.compile("release ([a-z]+)");
    private static final Pattern PART = Pattern.compile("href=\"(/[^\"]+)\"");

    private final int port;
    private final String host;
    private final List<Double> millis = new ArrayList<>();
    private Connection connection;
    private Thread thread = Thread.currentThread();
    private volatile boolean stopped;
    private int errors;
    private int mixed;

    /**
     * @param errors answers that are not 200, or none
     * @param mixed parts that are of another release than their page
     */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares them
    record Seen(double[] millis, int errors, int mixed) {}

    private record Answer(int status, String body) {}

    private record Connection(Socket socket, InputStream in) {}

    private Probe(int port, String host) throws IOException {
        this.port = port;
        this.host = host;
        this.connection = connect(port);
    }

    static Probe of(int port, String host) throws IOException {
        var probe = new Probe(port, host);
        probe.thread = Thread.ofPlatform().name("probe").start(probe::run);
        return probe;
    }

    private static Connection connect(int port) throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(5000);
        socket.setTcpNoDelay(true);
        return new Connection(socket, new BufferedInputStream(socket.getInputStream()));
    }

    private void run() {
        long next = System.nanoTime();
        while (!stopped) {
            look();
            next = Math.max(next + PAUSE_NANOS, System.nanoTime());
            LockSupport.parkNanos(next - System.nanoTime());
        }
    }

    private void look() {
        var page = get("/");
        var release = RELEASE.matcher(page.body());
        if (page.status() != 200 || !release.find()) {
            errors++;
            return;
        }
        var parts = PART.matcher(page.body());
        while (parts.find()) {
            var part = get(parts.group(1));
            if (part.status() != 200) errors++;
            else if (!part.body().startsWith("/* release " + release.group(1) + ",")) mixed++;
        }
    }

    private Answer get(String path) {
        long begun = System.nanoTime();
        try {
            return ask(path);
        } catch (IOException | RuntimeException e) {
            return reconnected();
        } finally {
            millis.add((System.nanoTime() - begun) / 1e6);
        }
    }

    private Answer reconnected() {
        try {
            connection.socket().close();
            connection = connect(port);
        } catch (IOException e) {
            stopped = true;
        }
        return new Answer(0, "");
    }

    private Answer ask(String path) throws IOException {
        var request = "GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\n\r\n";
        connection.socket().getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        int status = Integer.parseInt(line().substring(9, 12));
        int length = 0;
        boolean inParts = false;
        for (var line = line(); !line.isEmpty(); line = line()) {
            var field = line.toLowerCase(Locale.ROOT);
            if (field.startsWith("content-length:"))
                length = Integer.parseInt(line.substring(15).strip());
            if (field.equals("transfer-encoding: chunked")) inParts = true;
        }
        return new Answer(status, inParts ? parts() : text(length));
    }

    /** Caddy asks for the compressed form and unpacks it for those who take none, so it does not know the length. */
    private String parts() throws IOException {
        var whole = new StringBuilder();
        for (int length = Integer.parseInt(line(), 16); length > 0; length = Integer.parseInt(line(), 16)) {
            whole.append(text(length));
            line();
        }
        line();
        return whole.toString();
    }

    private String text(int length) throws IOException {
        return new String(connection.in().readNBytes(length), StandardCharsets.ISO_8859_1);
    }

    private String line() throws IOException {
        var line = new StringBuilder();
        for (int letter = connection.in().read();
                letter != '\n';
                letter = connection.in().read()) {
            if (letter < 0) throw new IOException("The connection was cut");
            if (letter != '\r') line.append((char) letter);
        }
        return line.toString();
    }

    /** What it saw until now; it looks no longer. */
    Seen end() throws InterruptedException {
        stopped = true;
        thread.join();
        return new Seen(millis.stream().mapToDouble(Double::doubleValue).toArray(), errors, mixed);
    }

    @Override
    public void close() throws IOException {
        stopped = true;
        connection.socket().close();
    }
}
