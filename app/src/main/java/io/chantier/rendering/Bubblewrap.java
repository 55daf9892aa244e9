package io.chantier.rendering;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The walls that bubblewrap builds. */
final class Bubblewrap implements Walls {

    private static final String PROGRAM = "/usr/bin/bwrap";
    private static final List<String> SETTINGS =
            List.of("/proc/sys", "/proc/irq", "/proc/bus", "/proc/fs", "/proc/sysrq-trigger");

    @Override
    public List<String> around(View view, List<String> program) {
        var words = new ArrayList<String>(List.of(
                PROGRAM,
                "--unshare-all",
                "--die-with-parent",
                "--new-session",
                "--clearenv",
                "--cap-drop",
                "ALL",
                "--hostname",
                "sandbox",
                "--proc",
                "/proc",
                "--dev",
                "/dev",
                "--tmpfs",
                "/tmp"));
        // Where we run as root, the program's user is the real one, who may change settings of the kernel.
        for (var place : SETTINGS) words.addAll(List.of("--ro-bind-try", place, place));
        view.readable().forEach((machine, inside) -> show(words, "--ro-bind", machine, inside));
        view.writable().forEach((machine, inside) -> show(words, "--bind", machine, inside));
        words.addAll(List.of("--chdir", "/tmp", "--setenv", "HOME", "/tmp", "--"));
        words.addAll(program);
        return words;
    }

    private static void show(List<String> words, String how, Path machine, Path inside) {
        words.addAll(List.of(how, machine.toAbsolutePath().toString(), inside.toString()));
    }
}
