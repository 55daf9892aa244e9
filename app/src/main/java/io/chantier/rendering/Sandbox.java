package io.chantier.rendering;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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

    private final Tools tools;
    private final Path node;
    private final Path template;

    private Sandbox(Tools tools, Path node, Path template) {
        this.tools = tools;
        this.node = node;
        this.template = template;
    }

    private record Tools(Path bubblewrap, Path prlimit) {}

    /**
     * What the process may see and use.
     *
     * @param readable folder of the machine to the place where the process sees it
     * @param writable the same, for folders that it may write to
     */
    record Grant(Map<Path, Path> readable, Map<Path, Path> writable, int cpuSeconds) {}

    /** A sandbox that was tried and works on this machine; empty where none does. */
    static Optional<Sandbox> find(Path node, Path template) {
        var bubblewrap = Path.of("/usr/bin/bwrap");
        var prlimit = Path.of("/usr/bin/prlimit");
        if (!Files.isExecutable(bubblewrap) || !Files.isExecutable(prlimit)) return Optional.empty();
        var sandbox = new Sandbox(new Tools(bubblewrap, prlimit), node, template);
        return sandbox.works() ? Optional.of(sandbox) : Optional.empty();
    }

    static Path insideTemplate(String path) {
        return TEMPLATE.resolve(path);
    }

    /** The words that run Node in the sandbox. */
    List<String> command(Grant grant, List<String> nodeArguments) {
        var words = new ArrayList<String>(List.of(
                tools.prlimit.toString(),
                "--cpu=" + grant.cpuSeconds(),
                "--data=" + (2L << 30),
                "--fsize=" + (64L << 20),
                "--nofile=1024",
                "--core=0",
                "--",
                tools.bubblewrap.toString(),
                "--unshare-all",
                "--die-with-parent",
                "--new-session",
                "--clearenv",
                "--cap-drop",
                "ALL",
                "--hostname",
                "sandbox"));
        LIBRARIES.stream().filter(Files::isDirectory).forEach(library -> show(words, "--ro-bind", library, library));
        words.addAll(List.of("--proc", "/proc", "--dev", "/dev", "--tmpfs", "/tmp"));
        show(words, "--ro-bind", template, TEMPLATE);
        show(words, "--ro-bind", node, NODE);
        grant.readable().forEach((machine, inside) -> show(words, "--ro-bind", machine, inside));
        grant.writable().forEach((machine, inside) -> show(words, "--bind", machine, inside));
        words.addAll(List.of("--chdir", "/tmp", "--setenv", "HOME", "/tmp", "--", NODE.toString()));
        words.add("--max-old-space-size=512");
        words.addAll(nodeArguments);
        return words;
    }

    private static void show(List<String> words, String how, Path machine, Path inside) {
        words.addAll(List.of(how, machine.toAbsolutePath().toString(), inside.toString()));
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
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
