package io.chantier.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What a figure depends on and a reader has to know. */
final class Machine {

    private Machine() {}

    static String describe() throws IOException {
        return "%d cores (%s), Linux %s, Java %s, load %s"
                .formatted(
                        Runtime.getRuntime().availableProcessors(),
                        processor(),
                        System.getProperty("os.version"),
                        Runtime.version(),
                        load());
    }

    /** The load averages of one, five and fifteen minutes. */
    static String load() throws IOException {
        var words = Files.readString(Path.of("/proc/loadavg")).split(" ", -1);
        return String.join(" ", List.of(words).subList(0, 3));
    }

    private static String processor() throws IOException {
        return Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse(System.getProperty("os.arch"));
    }
}
