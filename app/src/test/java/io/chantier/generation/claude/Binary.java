package io.chantier.generation.claude;

import java.nio.file.Files;
import java.nio.file.Path;

/** The real program, as {@code bin/prepare} fetches it for the tests. */
final class Binary {

    private Binary() {}

    static Path real() {
        var program =
                Executable.installed(Path.of("../.chantier").toAbsolutePath().normalize());
        if (!Files.isExecutable(program)) throw new IllegalStateException("Run bin/prepare first: no " + program);
        return program;
    }
}
