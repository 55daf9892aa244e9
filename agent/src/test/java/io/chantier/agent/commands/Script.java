package io.chantier.agent.commands;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/** Small programs for tests, and what became of the processes that they noted down. */
public final class Script {

    private Script() {}

    /** A program of this content, as its path. */
    public static String in(Path folder, String name, String content) {
        try {
            var file = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + content);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
            return file.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The numbers of processes that a program wrote into a file, one a line. */
    public static List<Long> pids(Path file) {
        try {
            return Files.exists(file)
                    ? Files.readAllLines(file).stream()
                            .filter(line -> !line.isBlank())
                            .map(Long::parseLong)
                            .toList()
                    : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether a process runs; one that is dead but not yet counted by its parent does not. */
    public static boolean runs(long pid) {
        try {
            var stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            return !stat.startsWith(") Z", stat.lastIndexOf(')'));
        } catch (IOException _) {
            return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false) && !Files.exists(Path.of("/proc/1"));
        }
    }
}
