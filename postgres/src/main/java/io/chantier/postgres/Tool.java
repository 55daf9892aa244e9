package io.chantier.postgres;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs one of PostgreSQL's programs as the server's account. */
record Tool(Binaries binaries, ServerAccount account) {

    private static final Duration LIMIT = Duration.ofMinutes(2);

    /** What a program said and how it ended. */
    record Result(int status, String output) {
        boolean failed() {
            return status != 0;
        }
    }

    Result run(String name, String... arguments) throws IOException, InterruptedException {
        var words = new ArrayList<>(account.prefix());
        words.add(binaries.tool(name));
        words.addAll(List.of(arguments));
        // A file and not a pipe: the server inherits the output and would keep a pipe open for ever.
        var output = Files.createTempFile("chantier-postgres-", ".out");
        try {
            var process = start(words, output);
            if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return new Result(-1, name + " did not end within " + LIMIT.toSeconds() + " s");
            }
            return new Result(process.exitValue(), read(output));
        } finally {
            Files.deleteIfExists(output);
        }
    }

    private static Process start(List<String> words, Path output) throws IOException {
        var builder = new ProcessBuilder(words)
                .directory(new File("/"))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
        builder.environment().put("LC_ALL", "C");
        try {
            return builder.start();
        } catch (IOException e) {
            throw new EmbeddedPostgresException(
                    "The program " + words.getFirst() + " cannot be started.",
                    "Install util-linux (setpriv) and check that the data folder is not mounted noexec.",
                    e);
        }
    }

    private static String read(Path output) throws IOException {
        return new String(Files.readAllBytes(output), StandardCharsets.UTF_8).strip();
    }
}
