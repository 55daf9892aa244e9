package io.chantier.cli.installation;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Who listens on a port of this machine, as {@code /proc} tells it. */
public final class PortHolder {

    private static final String LISTENING = "0A";

    private PortHolder() {}

    /** Whether a server could listen there now. */
    public static boolean isFree(int port) throws IOException {
        if (!listening(port).isEmpty()) {
            return false;
        }
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (BindException taken) {
            return false;
        }
    }

    /** The first free port from this one on that is none of the others. */
    static int nextFree(int port, Set<Integer> others) throws IOException {
        for (int candidate = port; candidate < Math.min(port + 1000, 65536); candidate++) {
            if (!others.contains(candidate) && isFree(candidate)) {
                return candidate;
            }
        }
        throw new CliException("port.none", java.util.Map.of("port", Integer.toString(port)));
    }

    /** Its name and number, such as {@code nginx (4711)}; empty where other accounts' processes are hidden from us. */
    public static Optional<String> of(int port) throws IOException {
        var sockets = listening(port);
        if (sockets.isEmpty()) {
            return Optional.empty();
        }
        try (var processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (var process : processes) {
                if (holds(process, sockets)) {
                    var name = Files.readString(process.resolve("comm")).strip();
                    return Optional.of(name + " (" + process.getFileName() + ")");
                }
            }
        }
        return Optional.empty();
    }

    private static Set<String> listening(int port) throws IOException {
        var suffix = ":%04X".formatted(port);
        var sockets = new HashSet<String>();
        for (var table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
            if (!Files.exists(Path.of(table))) {
                continue;
            }
            for (var line : Files.readAllLines(Path.of(table))) {
                var columns = line.strip().split("\\s+", -1);
                if (columns.length > 9 && columns[1].endsWith(suffix) && columns[3].equals(LISTENING)) {
                    sockets.add("socket:[" + columns[9] + "]");
                }
            }
        }
        return sockets;
    }

    private static boolean holds(Path process, Set<String> sockets) {
        try (var descriptors = Files.newDirectoryStream(process.resolve("fd"))) {
            for (var descriptor : descriptors) {
                if (sockets.contains(Files.readSymbolicLink(descriptor).toString())) {
                    return true;
                }
            }
        } catch (IOException | java.nio.file.DirectoryIteratorException goneOrNotOurs) {
            return false;
        }
        return false;
    }
}
