package io.chantier.deployment.dokploy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** An HTTP server on loopback that keeps connections alive, and resets them where it is told to. */
final class FakeHttp implements AutoCloseable {

    /** @param target path and query as they were sent */
    record Request(String method, String target, Map<String, String> headers, byte[] body) {

        String path() {
            var query = target.indexOf('?');
            return query < 0 ? target : target.substring(0, query);
        }

        String query() {
            var query = target.indexOf('?');
            return query < 0 ? "" : target.substring(query + 1);
        }

        String header(String name) {
            return headers.getOrDefault(name, "");
        }
    }

    /** @param resets the connection stays open, and whoever uses it again has it reset */
    record Reply(int status, @Nullable String type, byte[] body, Map<String, String> headers, boolean resets) {

        static Reply of(int status, @Nullable String type, String body) {
            return new Reply(status, type, body.getBytes(UTF_8), Map.of(), false);
        }

        Reply resetting() {
            return new Reply(status, type, body, headers, true);
        }
    }

    /** Thrown by a handler that answers nothing: the connection is reset at once. */
    static final class Reset extends RuntimeException {
        Reset() {
            super("reset");
        }
    }

    @FunctionalInterface
    interface Handler {
        Reply answer(Request request) throws InterruptedException;
    }

    private static final int LIMIT = 200_000_000;

    private final Handler handler;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final int port;
    private ServerSocket listener;

    FakeHttp(Handler handler) {
        this.handler = handler;
        listener = listen(0);
        port = listener.getLocalPort();
        accept(listener);
    }

    int port() {
        return port;
    }

    /** Nobody listens any more: connections are refused. */
    synchronized void down() {
        quietly(listener);
        hangUp();
    }

    synchronized void up() {
        if (!listener.isClosed()) return;
        listener = again();
        accept(listener);
    }

    /** Whoever is connected is not any more. */
    void hangUp() {
        open.forEach(FakeHttp::reset);
    }

    @Override
    public void close() {
        down();
    }

    private static ServerSocket listen(int port) {
        try {
            var socket = new ServerSocket();
            socket.setReuseAddress(true);
            try {
                socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
            } catch (IOException failure) {
                quietly(socket);
                throw failure;
            }
            return socket;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The old listener lets go of the port a moment after it was closed. */
    private ServerSocket again() {
        for (var tries = 0; ; tries++) {
            try {
                return listen(port);
            } catch (UncheckedIOException failure) {
                if (tries == 100) throw failure;
                LockSupport.parkNanos(50_000_000);
            }
        }
    }

    private void accept(ServerSocket from) {
        Thread.ofVirtual().name("fake-http").start(() -> {
            while (!from.isClosed()) {
                try {
                    var socket = from.accept();
                    open.add(socket);
                    Thread.ofVirtual().start(() -> talk(socket));
                } catch (IOException _) {
                    return;
                }
            }
        });
    }

    private void talk(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            var in = new BufferedInputStream(socket.getInputStream());
            var spoiled = false;
            while (true) {
                var request = read(in, socket);
                if (request == null) return;
                if (spoiled) throw new Reset();
                var reply = handler.answer(request);
                write(socket, request, reply);
                spoiled = reply.resets();
                if (request.header("connection").equalsIgnoreCase("close")) return;
            }
        } catch (Reset _) {
            reset(socket);
        } catch (IOException _) {
            // The caller went away.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(socket);
        }
    }

    private static @Nullable Request read(InputStream in, Socket socket) throws IOException {
        var first = line(in);
        if (first == null || first.isEmpty()) return null;
        var words = first.split(" ", 3);
        var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        for (var line = line(in); line != null && !line.isEmpty(); line = line(in)) {
            var colon = line.indexOf(':');
            if (colon > 0)
                headers.put(
                        line.substring(0, colon).strip(),
                        line.substring(colon + 1).strip());
        }
        if (headers.getOrDefault("expect", "").equalsIgnoreCase("100-continue"))
            socket.getOutputStream().write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(ISO_8859_1));
        return new Request(words[0], words[1], headers, body(in, headers));
    }

    private static byte[] body(InputStream in, Map<String, String> headers) throws IOException {
        if (headers.getOrDefault("transfer-encoding", "")
                .toLowerCase(Locale.ROOT)
                .contains("chunked")) return chunks(in);
        return exactly(in, Integer.parseInt(headers.getOrDefault("content-length", "0")));
    }

    private static byte[] chunks(InputStream in) throws IOException {
        var all = new ByteArrayOutputStream();
        while (true) {
            var head = line(in);
            if (head == null) throw new EOFException();
            var size = Integer.parseInt(head.split(";", 2)[0].strip(), 16);
            all.writeBytes(exactly(in, size));
            line(in);
            if (size == 0) return all.toByteArray();
        }
    }

    private static byte[] exactly(InputStream in, int length) throws IOException {
        if (length > LIMIT) throw new IOException("too long");
        var bytes = in.readNBytes(length);
        if (bytes.length < length) throw new EOFException();
        return bytes;
    }

    private static @Nullable String line(InputStream in) throws IOException {
        var line = new ByteArrayOutputStream();
        for (var next = in.read(); ; next = in.read()) {
            if (next < 0) return line.size() == 0 ? null : line.toString(ISO_8859_1);
            if (next == '\n') return line.toString(ISO_8859_1).stripTrailing();
            line.write(next);
        }
    }

    private static void write(Socket socket, Request request, Reply reply) throws IOException {
        var head = new StringBuilder("HTTP/1.1 " + reply.status() + " -\r\n");
        if (reply.type() != null)
            head.append("content-type: ").append(reply.type()).append("\r\n");
        reply.headers()
                .forEach((name, value) ->
                        head.append(name).append(": ").append(value).append("\r\n"));
        head.append("content-length: ").append(reply.body().length).append("\r\n\r\n");
        var out = new ByteArrayOutputStream();
        out.writeBytes(head.toString().getBytes(ISO_8859_1));
        if (!request.method().equals("HEAD")) out.writeBytes(reply.body());
        socket.getOutputStream().write(out.toByteArray());
    }

    private static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
        } catch (IOException _) {
            // It is closed already.
        }
        quietly(socket);
    }

    private static void quietly(AutoCloseable closeable) {
        try {
            closeable.close();
        } catch (Exception _) {
            // Closed is closed.
        }
    }
}
