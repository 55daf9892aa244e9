package io.chantier.cli.client;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Writes a file beside and renames it, so that half a file never has the name of a whole one. */
final class WholeFile {

    private WholeFile() {}

    static void write(Path file, InputStream content) throws IOException {
        var target = file.toAbsolutePath();
        var partial = Files.createTempFile(target.getParent(), ".", ".part");
        try {
            Files.copy(content, partial, StandardCopyOption.REPLACE_EXISTING);
            Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(partial);
        }
    }
}
