package io.chantier.cli.upgrade;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** An installation as its own command line: whichever version lies in the folder, it is asked in its own words. */
record Program(Path home, Path data, Path log) {

    /** How a command ended and what it printed. */
    record Result(int status, String output) {
        boolean isGood() {
            return status == 0;
        }
    }

    Result run(String... words) throws IOException, InterruptedException {
        var all = new ArrayList<>(List.of(home.resolve("chantier").toString()));
        all.addAll(List.of(words));
        all.addAll(List.of("--data", data.toString()));
        var output = Files.createTempFile("chantier-upgrade-", ".out");
        try {
            var builder = new ProcessBuilder(all)
                    .directory(home.toFile())
                    .redirectErrorStream(true)
                    .redirectInput(Path.of("/dev/null").toFile())
                    .redirectOutput(output.toFile());
            // Each version finds its own.
            builder.environment().remove("JAVA_HOME");
            int status = builder.start().waitFor();
            var said = Files.readString(output);
            note(words, status, said);
            return new Result(status, said);
        } finally {
            Files.delete(output);
        }
    }

    private void note(String[] words, int status, String said) throws IOException {
        var lines = Stream.concat(Stream.of("> chantier " + String.join(" ", words) + " = " + status), said.lines());
        Files.write(
                log, lines.toList(), java.nio.file.StandardOpenOption.CREATE, java.nio.file.StandardOpenOption.APPEND);
    }
}
