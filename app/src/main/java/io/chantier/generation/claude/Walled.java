package io.chantier.generation.claude;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

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

    private Walled() {}

    static boolean isPossible() {
        return Files.isExecutable(BUBBLEWRAP);
    }

    static List<String> words(Room room, Path program, List<String> words) {
        var walled = new ArrayList<String>(List.of(
                BUBBLEWRAP.toString(),
                "--unshare-user",
                "--unshare-pid",
                "--unshare-ipc",
                "--unshare-uts",
                "--unshare-cgroup-try",
                "--die-with-parent",
                "--new-session",
                "--cap-drop",
                "ALL",
                "--proc",
                "/proc",
                "--dev",
                "/dev",
                "--tmpfs",
                "/tmp"));
        for (var place : VISIBLE) walled.addAll(List.of("--ro-bind-try", place, place));
        walled.addAll(List.of("--ro-bind", program.toString(), program.toString()));
        walled.addAll(List.of("--bind", room.folder().toString(), room.folder().toString()));
        walled.addAll(List.of("--chdir", room.work().toString(), "--"));
        walled.addAll(words);
        return walled;
    }
}
