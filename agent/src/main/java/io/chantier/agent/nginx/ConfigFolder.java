package io.chantier.agent.nginx;

import io.chantier.agent.files.WholeFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * The files of nginx that the agent writes. A changed one is on trial until it is kept: what was there before waits
 * beside it, so that whoever comes after a kill still finds it.
 */
final class ConfigFolder {

    private static final String BEFORE = ".before";
    private static final String FRESH = ".new";

    private final Path folder;

    ConfigFolder(Path folder) {
        this.folder = folder;
    }

    /** Whoever begins finds no trial open but one that a kill cut short, and nobody knows how that would have ended. */
    void settle() throws IOException {
        Files.createDirectories(folder);
        try (var files = Files.newDirectoryStream(folder, "*" + BEFORE)) {
            for (var before : files) {
                var name = String.valueOf(before.getFileName());
                putBack(name.substring(0, name.length() - BEFORE.length()));
            }
        }
    }

    /** @param text empty where the file has to go */
    void tryOut(String name, Optional<String> text) throws IOException {
        write(folder.resolve(name + BEFORE), read(name).orElse(""));
        if (text.isPresent()) {
            write(folder.resolve(name), text.get());
        } else {
            Files.deleteIfExists(folder.resolve(name));
        }
    }

    void keep(String name) throws IOException {
        Files.deleteIfExists(folder.resolve(name + BEFORE));
    }

    void putBack(String name) throws IOException {
        var before = folder.resolve(name + BEFORE);
        if (!Files.exists(before)) {
            return;
        }
        if (Files.size(before) == 0) {
            Files.deleteIfExists(folder.resolve(name));
            Files.delete(before);
        } else {
            Files.move(
                    before, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    boolean has(String name, Optional<String> text) {
        return read(name).equals(text);
    }

    Optional<String> read(String name) {
        try {
            var file = folder.resolve(name);
            return Files.exists(file) ? Optional.of(Files.readString(file)) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(Path file, String text) throws IOException {
        WholeFile.write(file, folder.resolve(file.getFileName() + FRESH), text);
    }
}
