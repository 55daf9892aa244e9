package io.chantier.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/** Asks a server as a browser does and keeps the answer as it came over the wire. */
final class Web {

    private static final int TRIES = 600;

    private Web() {}

    /** Header lines as they were sent, and the body with a letter for each byte. */
    record Answer(List<String> head, String body) {

        int status() {
            return Integer.parseInt(head.getFirst().split(" ", -1)[1]);
        }

        String text() {
            return new String(bytes(), StandardCharsets.UTF_8);
        }

        byte[] bytes() {
            return body.getBytes(StandardCharsets.ISO_8859_1);
        }

        /** The fields by their names in small letters. */
        TreeMap<String, String> fields() {
            var fields = new TreeMap<String, String>();
            for (var line : head.subList(1, head.size())) {
                int colon = line.indexOf(':');
                fields.put(
                        line.substring(0, colon).toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).strip());
            }
            return fields;
        }
    }

    static Answer get(int port, String host, String path, String encoding) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            var request =
                    "GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nAccept-Encoding: " + encoding + "\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            var in = socket.getInputStream();
            var head = new ByteArrayOutputStream();
            while (!endsWithEmptyLine(head)) {
                int next = in.read();
                if (next < 0) throw new IOException("The answer ends early: " + head);
                head.write(next);
            }
            var lines =
                    List.of(head.toString(StandardCharsets.ISO_8859_1).strip().split("\r\n", -1));
            var answer = new Answer(lines, "");
            var length = answer.fields().getOrDefault("content-length", "0");
            return new Answer(lines, new String(in.readNBytes(Integer.parseInt(length)), StandardCharsets.ISO_8859_1));
        }
    }

    private static boolean endsWithEmptyLine(ByteArrayOutputStream head) {
        if (head.size() < 4) return false;
        var bytes = head.toByteArray();
        return Arrays.equals(bytes, bytes.length - 4, bytes.length, new byte[] {13, 10, 13, 10}, 0, 4);
    }

    /** Waits until somebody listens there. */
    static void await(int port) throws InterruptedException {
        for (int i = 0; i < TRIES; i++) {
            try (var _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return;
            } catch (IOException _) {
                Thread.sleep(100);
            }
        }
        throw new IllegalStateException("Nobody listens on port " + port);
    }
}
