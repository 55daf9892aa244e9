package io.chantier.generation.claude;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts walls around a run where bubblewrap is installed: it sees the system's programs and its own folder, nothing of
 * Chantier's and no other process. The network stays, for the model is there.
 */
final class Walled {

    private static final Path BUBBLEWRAP = Path.of("/usr/bin/bwrap");
    private static final List<String> VISIBLE = List.of(
            "/usr",
            "/lib",
            "/lib64",
            "/bin",
            "/etc/ssl",
            "/etc/ca-certificates",
            "/etc/pki",
            "/etc/resolv.conf",
            "/etc/hosts",
            "/etc/nsswitch.conf",
            "/etc/localtime");

    private static final List<String> NAMESPACES = List.of(
            "--unshare-user",
            "--unshare-pid",
            "--unshare-ipc",
            "--unshare-uts",
            "--unshare-cgroup-try",
            "--die-with-parent",
            "--new-session",
            "--cap-drop",
            "ALL");

    private Walled() {}

    /** Whether it is installed and this machine lets it work: some containers forbid it the namespaces. */
    static boolean isPossible() {
        return Probe.WORKS;
    }

    /** Tried once. */
    private static final class Probe {

        private static final Logger log = LoggerFactory.getLogger(Walled.class);
        private static final boolean WORKS = works();

        private static boolean works() {
            if (!Files.isExecutable(BUBBLEWRAP)) return false;
            var words = new ArrayList<>(List.of(BUBBLEWRAP.toString()));
            words.addAll(NAMESPACES);
            words.addAll(List.of("--ro-bind", "/", "/", "--proc", "/proc", "--", "/bin/true"));
            try {
                var process = new ProcessBuilder(words)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
                process.getOutputStream().close();
                var works = process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
                if (!works) log.warn("bubblewrap is installed but may not work here: Claude Code runs without walls");
                return works;
            } catch (IOException e) {
                log.warn("bubblewrap could not be tried: {}", e.toString());
                return false;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
    }

    static List<String> words(Room room, Path program, List<String> words) {
        var walled = new ArrayList<String>(List.of(BUBBLEWRAP.toString()));
        walled.addAll(NAMESPACES);
        walled.addAll(List.of("--proc", "/proc", "--dev", "/dev", "--tmpfs", "/tmp"));
        for (var place : VISIBLE) walled.addAll(List.of("--ro-bind-try", place, place));
        var authority = System.getenv("NODE_EXTRA_CA_CERTS");
        if (authority != null && !authority.isBlank()) walled.addAll(List.of("--ro-bind-try", authority, authority));
        walled.addAll(List.of("--ro-bind", program.toString(), program.toString()));
        walled.addAll(List.of("--bind", room.folder().toString(), room.folder().toString()));
        walled.addAll(List.of("--chdir", room.work().toString(), "--"));
        walled.addAll(words);
        return walled;
    }
}
