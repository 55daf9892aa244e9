package io.chantier.rendering;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A process that sees the template, Node and what it is given, and nothing else: no network, no other process, no
 * environment, no file of the machine; with limits on memory, time and file size.
 */
final class Sandbox {

    private static final List<Path> LIBRARIES =
            List.of(Path.of("/lib"), Path.of("/lib64"), Path.of("/usr/lib"), Path.of("/usr/lib64"));
    private static final Path TEMPLATE = Path.of("/site-astro");
    private static final Path NODE = Path.of("/node");

    private final Walls walls;
    private final Path node;
    private final Path template;

    private Sandbox(Walls walls, Path node, Path template) {
        this.walls = walls;
        this.node = node;
        this.template = template;
    }

    /**
     * What the process may see and use.
     *
     * @param readable folder of the machine to the place where the process sees it
     * @param writable the same, for folders that it may write to
     */
    record Grant(Map<Path, Path> readable, Map<Path, Path> writable, int cpuSeconds) {}

    /** The first sandbox that works on this machine; empty where none does. */
    static Optional<Sandbox> find(Path node, Path template, List<Walls> ways) {
        return ways.stream()
                .map(walls -> new Sandbox(walls, node, template))
                .filter(Sandbox::works)
                .findFirst();
    }

    static Path insideTemplate(String path) {
        return TEMPLATE.resolve(path);
    }

    /** The words that run Node in the sandbox. */
    List<String> command(Grant grant, List<String> nodeArguments) {
        var readable = new LinkedHashMap<Path, Path>();
        LIBRARIES.stream().filter(Files::isDirectory).forEach(library -> readable.put(library, library));
        readable.put(template, TEMPLATE);
        readable.put(node, NODE);
        readable.putAll(grant.readable());
        var program = new ArrayList<>(List.of(NODE.toString(), "--max-old-space-size=512"));
        program.addAll(nodeArguments);
        var words = new ArrayList<>(List.of(
                "/usr/bin/prlimit",
                "--cpu=" + grant.cpuSeconds(),
                "--data=" + (2L << 30),
                "--fsize=" + (64L << 20),
                "--nofile=1024",
                "--core=0",
                "--"));
        words.addAll(walls.around(new Walls.View(readable, new LinkedHashMap<>(grant.writable())), program));
        return words;
    }

    private boolean works() {
        try {
            var trial = new ProcessBuilder(command(new Grant(Map.of(), Map.of(), 5), List.of("-e", "0")))
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            trial.getOutputStream().close();
            if (trial.waitFor(20, TimeUnit.SECONDS)) return trial.exitValue() == 0;
            trial.destroyForcibly();
            return false;
        } catch (IOException | UncheckedIOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
