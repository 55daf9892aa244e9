package io.chantier.generation.claude;

import io.chantier.values.Digest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What each step is told, from files of ours; the same for every site, so that endpoints can keep it in their cache. */
final class Prompts {

    /** Changes with every change of a prompt or a schema; in the log of whatever was written by them. */
    static final String VERSION = version(
            "analysis.md",
            "analysis.schema.json",
            "change.md",
            "change.schema.json",
            "component.md",
            "content.md",
            "content.schema.json",
            "design.md",
            "repair.md",
            "translation.md",
            "translation.schema.json");

    private Prompts() {}

    static String analysis() {
        return read("analysis.md");
    }

    /** Without the template's rules for files, which a model without tools has no use for. */
    static String content(Path template) {
        return read("content.md") + "\n" + section(file(template), "## Rules for words");
    }

    /** Without the template's rules for files. */
    static String change(Path template) {
        return read("change.md") + "\n" + section(file(template), "## Rules for words");
    }

    /** @param template the folder of the template, whose own rules go first where files are edited */
    static String design(Path template) {
        return rules(template) + read("design.md");
    }

    static String repair(Path template) {
        return rules(template) + read("repair.md");
    }

    static String component(Path template) {
        return rules(template) + read("component.md");
    }

    static String analysisSchema() {
        return read("analysis.schema.json").strip();
    }

    static String contentSchema() {
        return read("content.schema.json").strip();
    }

    static String changeSchema() {
        return read("change.schema.json").strip();
    }

    static String translation() {
        return read("translation.md");
    }

    static String translationSchema() {
        return read("translation.schema.json").strip();
    }

    private static String rules(Path template) {
        return file(template) + "\n";
    }

    private static String file(Path template) {
        try {
            return Files.readString(template.resolve("CLAUDE.md"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String section(String text, String heading) {
        var begin = text.indexOf(heading);
        if (begin < 0) throw new IllegalStateException("The template's CLAUDE.md has no section " + heading);
        var end = text.indexOf("\n## ", begin + heading.length());
        return (end < 0 ? text.substring(begin) : text.substring(begin, end)).strip() + "\n";
    }

    private static String read(String name) {
        try (var file = Objects.requireNonNull(Prompts.class.getResourceAsStream(name), name)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String version(String... names) {
        var all = Stream.of(names).map(Prompts::read).collect(Collectors.joining("\n"));
        return Digest.of(all.getBytes(StandardCharsets.UTF_8)).value().substring(0, 8);
    }
}
