package io.chantier.postgres;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What {@code postmaster.pid} says about the server of a cluster. */
record PidFile(long pid, int port, Path cluster) {

    /** Empty where there is no such file or it is only half written. */
    static Optional<PidFile> of(Path cluster) throws IOException {
        try {
            var lines = Files.readAllLines(cluster.resolve("postmaster.pid"));
            if (lines.size() < 4) {
                return Optional.empty();
            }
            return Optional.of(new PidFile(number(lines, 0), Math.toIntExact(number(lines, 3)), cluster));
        } catch (NoSuchFileException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** Whether that process lives and is a PostgreSQL server of this cluster: numbers of processes are used again. */
    boolean isServing() {
        var words = commandLine(Path.of("/proc", Long.toString(pid)));
        return words.getFirst().endsWith("/postgres") && words.contains(cluster.toString());
    }

    /** Killed but not yet buried by its parent: it serves nobody, yet PostgreSQL takes it for a living server. */
    boolean isZombie() {
        try {
            var status = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            return status.charAt(status.lastIndexOf(')') + 2) == 'Z';
        } catch (IOException gone) {
            return false;
        }
    }

    /** Whether any process still works in this cluster, as the children of a killed server do for a moment. */
    static boolean isInUse(Path cluster) throws IOException {
        try (var processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (var process : processes) {
                var words = commandLine(process);
                if (words.getFirst().startsWith("postgres: " + nameOf(cluster)) || words.contains(cluster.toString())) {
                    return true;
                }
            }
        }
        return false;
    }

    /** The name under which the server's children are shown: the only trace of the cluster on their command line. */
    static String nameOf(Path cluster) {
        return "chantier-" + UUID.nameUUIDFromBytes(cluster.toString().getBytes(StandardCharsets.UTF_8));
    }

    // The command line and not the working folder: root in a container may not look at the latter.
    private static List<String> commandLine(Path process) {
        try {
            return List.of(Files.readString(process.resolve("cmdline"), StandardCharsets.ISO_8859_1)
                    .split("\0", -1));
        } catch (IOException gone) {
            return List.of("");
        }
    }

    private static long number(List<String> lines, int index) {
        return Long.parseLong(lines.get(index).strip());
    }
}
