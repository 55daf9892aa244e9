package io.chantier.postgres;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;

/** The port of the server: the preferred one, else the one of last time, else any free one. */
final class Ports {

    private Ports() {}

    static int choose(Path remembered, int preferred) throws IOException {
        if (preferred > 0 && isFree(preferred)) {
            return preferred;
        }
        if (Files.exists(remembered)) {
            var last = Integer.parseInt(Files.readString(remembered).strip());
            if (isFree(last)) {
                return last;
            }
        }
        return anyFree();
    }

    static int anyFree() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static boolean isFree(int port) throws IOException {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (java.net.BindException taken) {
            return false;
        }
    }
}
