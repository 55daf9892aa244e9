package io.chantier.generation.claude;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Finds the native binary of Claude Code and looks whether it is the version whose behaviour we know. */
final class Executable {

    /** Other versions have other flags: an older one does not know {@code --restricted}. */
    static final String VERSION = "2.1.329";

    private static final String NAME = "claude";
    private static final long PATIENCE = 20;

    private final ClaudeSettings settings;
    private final Path tools;
    private final ConcurrentHashMap<String, String> versions = new ConcurrentHashMap<>();

    /** @param tools where {@code doctor --fix} puts it */
    Executable(ClaudeSettings settings, Path tools) {
        this.settings = settings;
        this.tools = tools;
    }

    sealed interface Found {
        record Ready(Path program) implements Found {}

        record Other(Path program, String version) implements Found {}

        record Missing(Path lookedFor) implements Found {}
    }

    /** Where {@code doctor --fix} installs the package of this platform. */
    static Path installed(Path tools) {
        var machine = System.getProperty("os.arch", "").equals("aarch64") ? "arm64" : "x64";
        return tools.resolve("claude-code")
                .resolve("node_modules/@anthropic-ai/claude-code-linux-" + machine)
                .resolve(NAME);
    }

    Found find() {
        var program = places().filter(Files::isExecutable).findFirst();
        if (program.isEmpty()) return new Found.Missing(installed(tools));
        var version = version(program.get());
        return version.equals(VERSION) ? new Found.Ready(program.get()) : new Found.Other(program.get(), version);
    }

    private Stream<Path> places() {
        if (!settings.program().isBlank()) return Stream.of(Path.of(settings.program()));
        var inPath = Stream.of(
                        Optional.ofNullable(System.getenv("PATH")).orElse("").split(File.pathSeparator, -1))
                .filter(folder -> !folder.isBlank())
                .map(folder -> Path.of(folder, NAME));
        return Stream.concat(Stream.of(installed(tools)), inPath);
    }

    /** Asked once for each file as it is. */
    private String version(Path program) {
        try {
            var real = program.toRealPath();
            var key = real + " " + Files.getLastModifiedTime(real) + " " + Files.size(real);
            var known = versions.getOrDefault(key, "");
            if (!known.isEmpty()) return known;
            // A cold disk may be too slow for the first question; no answer is not remembered.
            var version = ask(real);
            versions.put(key, version);
            return version;
        } catch (IOException e) {
            return "";
        }
    }

    private static String ask(Path program) {
        var builder = new ProcessBuilder(List.of(program.toString(), "--version"));
        builder.environment().clear();
        builder.environment().put("PATH", "/usr/bin:/bin");
        builder.environment().put("HOME", "/nonexistent");
        builder.redirectError(ProcessBuilder.Redirect.DISCARD);
        try {
            var process = builder.start();
            process.getOutputStream().close();
            if (!process.waitFor(PATIENCE, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return "";
            }
            var words = new String(process.getInputStream().readNBytes(200), StandardCharsets.UTF_8);
            return words.strip().split("\\s", 2)[0];
        } catch (IOException e) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }
}
