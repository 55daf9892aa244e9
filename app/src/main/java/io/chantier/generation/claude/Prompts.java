package io.chantier.generation.claude;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** What each step is told, from files of ours; the same for every site, so that endpoints can keep it in their cache. */
final class Prompts {

    /** Changes with every change of a prompt or a schema; kept with what was written by them. */
    static final String VERSION = "1";

    private Prompts() {}

    static String analysis() {
        return read("analysis.md");
    }

    static String content() {
        return read("content.md");
    }

    /** @param template the folder of the template, whose own rules go first where files are edited */
    static String design(Path template) {
        return rules(template) + read("design.md");
    }

    static String repair(Path template) {
        return rules(template) + read("repair.md");
    }

    static String analysisSchema() {
        return read("analysis.schema.json").strip();
    }

    static String contentSchema() {
        return read("content.schema.json").strip();
    }

    private static String rules(Path template) {
        try {
            return Files.readString(template.resolve("CLAUDE.md")) + "\n";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(String name) {
        try (var file = Objects.requireNonNull(Prompts.class.getResourceAsStream(name), name)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
