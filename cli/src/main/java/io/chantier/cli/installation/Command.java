package io.chantier.cli.installation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A program that we run to its end, its output kept in a file. */
record Command(List<String> words, Path folder, Map<String, String> environment, Path log) {

    Command(List<String> words, Path folder, Path log) {
        this(words, folder, Map.of(), log);
    }

    /** Runs it; a failure is told with the end of its log. */
    void run(String what) throws IOException, InterruptedException {
        Files.createDirectories(log.toAbsolutePath().getParent());
        var builder = new ProcessBuilder(words)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.redirectInput(Path.of("/dev/null").toFile());
        builder.environment().putAll(environment);
        int status = status(builder);
        if (status != 0) {
            var arguments = Map.of("what", what, "log", log.toString(), "end", endOf(log));
            throw new CliException("failed.command", arguments);
        }
    }

    /** The last lines of a log, for a person. */
    static String endOf(Path log) throws IOException {
        if (!Files.exists(log)) {
            return "";
        }
        var lines = new String(Files.readAllBytes(log), java.nio.charset.StandardCharsets.UTF_8)
                .lines()
                .toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 15), lines.size()));
    }

    private int status(ProcessBuilder builder) throws InterruptedException {
        try {
            var process = builder.start();
            try {
                return process.waitFor();
            } finally {
                process.destroy();
            }
        } catch (IOException e) {
            throw new CliException("failed.program", Map.of("program", words.getFirst()));
        }
    }
}
