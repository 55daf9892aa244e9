package io.chantier.rendering;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The same walls as bubblewrap's, of what util-linux brings: namespaces, and a script that builds a root of mounts. */
final class Namespaces implements Walls {

    private static final String SCRIPT = script();

    private final Path root;

    /** @param root an empty folder; each program has another root mounted there, which nobody else sees */
    Namespaces(Path root) {
        this.root = root;
    }

    @Override
    public List<String> around(View view, List<String> program) {
        makeRoot();
        var words = new ArrayList<String>(List.of(
                "/usr/bin/env",
                "--ignore-environment",
                "PATH=/usr/sbin:/usr/bin:/sbin:/bin",
                "setpriv",
                "--pdeathsig=KILL",
                "unshare",
                "--user",
                "--map-root-user",
                "--mount",
                "--pid",
                "--net",
                "--ipc",
                "--uts",
                "--fork",
                "--kill-child=KILL",
                "/bin/sh",
                "-c",
                SCRIPT,
                "lock-in",
                root.toAbsolutePath().toString()));
        view.readable().forEach((machine, inside) -> show(words, "ro", machine, inside));
        view.writable().forEach((machine, inside) -> show(words, "rw", machine, inside));
        words.add("--");
        words.addAll(program);
        return words;
    }

    private void makeRoot() {
        try {
            Files.createDirectories(root);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void show(List<String> words, String how, Path machine, Path inside) {
        words.addAll(List.of(how, machine.toAbsolutePath().toString(), inside.toString()));
    }

    private static String script() {
        try (var file = Objects.requireNonNull(Namespaces.class.getResourceAsStream("lock-in.sh"))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
