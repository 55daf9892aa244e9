package io.chantier.rendering;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The same walls as bubblewrap's, of what util-linux brings: namespaces, and a script that builds a root of mounts. */
final class Namespaces implements Walls {

    private final Path root;
    private final Path script;
    private volatile boolean isLaidOut;

    /** @param folder of our own, where programs can be started from */
    Namespaces(Path folder) {
        // Each program has another root mounted there, which nobody else sees.
        this.root = folder.resolve("root");
        this.script = folder.resolve("lock-in");
    }

    @Override
    public List<String> around(View view, List<String> program) {
        layOut();
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
                "--cgroup",
                "--fork",
                "--kill-child=KILL",
                "setsid",
                script.toAbsolutePath().toString(),
                root.toAbsolutePath().toString()));
        view.readable().forEach((machine, inside) -> show(words, "ro", machine, inside));
        view.writable().forEach((machine, inside) -> show(words, "rw", machine, inside));
        words.add("--");
        words.addAll(program);
        return words;
    }

    private void layOut() {
        try {
            Files.createDirectories(root);
            if (isLaidOut) return;
            var fresh = Files.createTempFile(root.resolveSibling("."), "lock-in", "");
            Files.write(fresh, words());
            Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rwxr-xr-x"));
            Files.move(fresh, script, StandardCopyOption.ATOMIC_MOVE);
            isLaidOut = true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void show(List<String> words, String how, Path machine, Path inside) {
        words.addAll(List.of(how, machine.toAbsolutePath().toString(), inside.toString()));
    }

    private static byte[] words() throws IOException {
        try (var file = Objects.requireNonNull(Namespaces.class.getResourceAsStream("lock-in"))) {
            return file.readAllBytes();
        }
    }
}
