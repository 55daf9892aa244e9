package io.chantier;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The project's own files, for tests that read them. */
final class Sources {

    static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();
    static final Path APP = PROJECT.resolve("app");
    static final List<String> JAVA_MODULES = List.of("jobs", "protocol", "postgres", "app", "agent", "cli");

    private Sources() {}

    /** A file with its text. */
    record Source(Path path, String text) {
        String name() {
            return path.getFileName().toString();
        }

        /** The module of the app that it belongs to; {@code chantier} for the root package. */
        String module() {
            var inside = APP.resolve("src/main/java/io/chantier").relativize(path);
            return inside.getNameCount() == 1 ? "chantier" : inside.getName(0).toString();
        }
    }

    static List<Source> mainJava() {
        return JAVA_MODULES.stream()
                .flatMap(module -> under(PROJECT.resolve(module).resolve("src/main/java"), ".java").stream())
                .toList();
    }

    static List<Source> appJava() {
        return under(APP.resolve("src/main/java"), ".java");
    }

    static List<Source> templates() {
        return under(APP.resolve("src/main/jte"), ".jte");
    }

    static List<Source> migrations() {
        return under(APP.resolve("src/main/resources/db/migration"), ".sql");
    }

    static List<Source> under(Path folder, String ending) {
        if (!Files.isDirectory(folder)) return List.of();
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .map(Sources::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Source read(Path file) {
        try {
            return new Source(file, Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
