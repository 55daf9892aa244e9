package io.chantier.deployment.edge;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** A visitor who never leaves: every ten milliseconds the page and what it refers to, over one connection. */
final class Probe implements AutoCloseable {

    private static final long PAUSE_NANOS = 10_000_000;
    private static final Pattern MARKER = Pattern.compile("name=\"generator-build\" content=\"([^\"]*)\"");
    private static final Pattern PART = Pattern.compile("(?:href|src)=\"(/[^\"]+)\"");

    private final String host;
    private final Socket socket;
    private final InputStream in;
    private final List<String> troubles = new ArrayList<>();
    private final Set<String> markers = new HashSet<>();
    private Thread thread = Thread.currentThread();
    private volatile boolean stopped;
    private int pages;

    private Probe(int port, String host) throws IOException {
        this.host = host;
        this.socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(5000);
        socket.setTcpNoDelay(true);
        this.in = new BufferedInputStream(socket.getInputStream());
    }

    /** @param port of a server on loopback */
    static Probe of(int port, String host) throws IOException {
        var probe = new Probe(port, host);
        probe.thread = Thread.ofPlatform().name("probe").start(probe::run);
        return probe;
    }

    private record Answer(int status, String body) {}

    private void run() {
        long next = System.nanoTime();
        while (!stopped) {
            try {
                look();
            } catch (IOException | RuntimeException e) {
                troubles.add(e.toString());
                return;
            }
            next += PAUSE_NANOS;
            pause(next - System.nanoTime());
        }
    }

    /** A part has to say of which release it is, as the page does. */
    private void look() throws IOException {
        var page = get("/");
        pages++;
        var marker = MARKER.matcher(page.body());
        if (page.status() != 200 || !marker.find()) {
            troubles.add("page: " + page);
            return;
        }
        markers.add(marker.group(1));
        var parts = PART.matcher(page.body());
        int found = 0;
        while (parts.find()) {
            found++;
            var part = get(parts.group(1));
            if (part.status() != 200 || !part.body().contains("of " + marker.group(1) + ";")) {
                troubles.add(marker.group(1) + ": " + parts.group(1) + " " + part);
            }
        }
        if (found == 0) troubles.add("a page without parts: " + page);
    }

    private Answer get(String path) throws IOException {
        socket.getOutputStream()
                .write(("GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        var status = Integer.parseInt(line().substring(9, 12));
        int length = -1;
        for (var line = line(); !line.isEmpty(); line = line()) {
            if (line.toLowerCase(Locale.ROOT).startsWith("content-length:"))
                length = Integer.parseInt(line.substring(15).strip());
        }
        if (length < 0) throw new IOException("An answer without a length to " + path);
        return new Answer(status, new String(in.readNBytes(length), StandardCharsets.UTF_8));
    }

    private String line() throws IOException {
        var line = new StringBuilder();
        for (int letter = in.read(); letter != '\n'; letter = in.read()) {
            if (letter < 0) throw new IOException("The connection was cut");
            if (letter != '\r') line.append((char) letter);
        }
        return line.toString();
    }

    private static void pause(long nanos) {
        if (nanos <= 0) return;
        try {
            Thread.sleep(nanos / 1_000_000, (int) (nanos % 1_000_000));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What a visitor would complain about; asked at the end, as the rest is. */
    List<String> troubles() throws InterruptedException {
        stopped = true;
        thread.join();
        return troubles;
    }

    /** How many pages it saw. */
    int pages() {
        return pages;
    }

    /** Of which releases. */
    Set<String> markers() {
        return markers;
    }

    @Override
    public void close() throws IOException {
        stopped = true;
        socket.close();
    }
}
