package io.chantier.cli.upgrade;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** The edge as a visitor meets it, without asking DNS: its port on this machine and the name of a site. */
record Edge(int port) {

    private static final int PATIENCE_MILLIS = 10_000;

    static String hostOf(String url) {
        return url.isEmpty() ? "" : String.valueOf(URI.create(url).getHost());
    }

    boolean answers(String host) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            var request = "GET / HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            var start = new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
            return start.endsWith(" 200");
        } catch (IOException gone) {
            return false;
        }
    }
}
