package io.chantier.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/** The process that stops the server when it ends; a server whose owner died goes to the one that finds it. */
record Owner(long pid, String since) {

    static Owner current() {
        return of(ProcessHandle.current());
    }

    static boolean isAlive(Path file) throws IOException {
        if (!Files.exists(file)) {
            return false;
        }
        var words = Files.readString(file).strip().split(" ", 2);
        var owner = new Owner(Long.parseLong(words[0]), words[1]);
        return ProcessHandle.of(owner.pid).filter(ProcessHandle::isAlive).map(Owner::of).stream()
                .anyMatch(owner::equals);
    }

    void write(Path file) throws IOException {
        Folders.write(file, pid + " " + since + "\n");
    }

    private static Owner of(ProcessHandle process) {
        return new Owner(
                process.pid(),
                process.info().startInstant().map(Instant::toString).orElse("unknown"));
    }
}
