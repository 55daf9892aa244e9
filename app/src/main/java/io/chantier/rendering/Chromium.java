package io.chantier.rendering;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A Chromium inside bubblewrap: without network, with one folder of its own, for seconds only. */
final class Chromium {

    private static final Logger log = LoggerFactory.getLogger(Chromium.class);
    private static final Path BUBBLEWRAP = Path.of("/usr/bin/bwrap");
    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome");
    private static final List<String> VISIBLE = List.of(
            "/usr",
            "/lib",
            "/lib64",
            "/bin",
            "/etc/fonts",
            "/etc/chromium",
            "/etc/chromium.d",
            "/etc/alternatives",
            "/opt/google");
    /** Where the browser sees its folder, which is all that it may write to. */
    static final String INSIDE = "/page";

    private static final long LARGEST_FILE = 64L << 20;
    private static final long MOST_MEMORY = 2L << 30;

    /** One browser at a time. */
    static final Semaphore ONE = new Semaphore(1);

    /** The one of those who wait for nobody; ended as soon as somebody else wants his turn. */
    private static final AtomicReference<@Nullable Process> BEHIND = new AtomicReference<>();

    private Chromium() {}

    /** Empty where there is none, or nothing to keep it in. */
    static Optional<Path> find() {
        if (!Files.isExecutable(BUBBLEWRAP)) return Optional.empty();
        return NAMES.stream()
                .map(name -> Path.of("/usr/bin", name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Waits for a turn, for which whoever is behind is broken off; false where it did not come in time. */
    static boolean awaitTurn(Duration longest) throws InterruptedException {
        var behind = BEHIND.getAndSet(null);
        if (behind != null) end(behind);
        return ONE.tryAcquire(longest.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** From now on the process may be broken off by others. */
    static void letBreakOff(Process process) {
        BEHIND.set(process);
    }

    /** Ends that; whether the process was broken off meanwhile. */
    static boolean wasBrokenOff(Process process) {
        return !BEHIND.compareAndSet(process, null);
    }

    /** The words that open the page that the switches name, whose folder is all that it may write to. */
    static List<String> command(Path browser, Path folder, boolean behind, List<String> switches) {
        var words = walls(folder, behind, List.of());
        // The browser's own sandbox cannot work inside this one, which is stricter.
        words.addAll(List.of(browser.toString(), "--headless=new", "--no-sandbox", "--disable-gpu"));
        words.addAll(List.of(
                "--disable-dev-shm-usage",
                "--hide-scrollbars",
                "--no-first-run",
                "--user-data-dir=" + INSIDE + "/profile"));
        // It does not wait for frames that are drawn by another process, so sandboxed ones stay in their page's.
        words.add("--disable-features=IsolateSandboxedIframes");
        words.addAll(switches);
        return words;
    }

    /** What a program in there sees of a file or folder of ours, which it cannot change. */
    record Seen(Path outside, String inside) {}

    /** The words that keep a program, whose own words follow, in one folder and away from any network. */
    static List<String> walls(Path folder, boolean behind, List<Seen> seen) {
        var words = new ArrayList<String>();
        if (behind) words.addAll(List.of("/usr/bin/nice", "-n", "10"));
        words.addAll(List.of("/usr/bin/prlimit", "--cpu=60", "--core=0", "--fsize=" + LARGEST_FILE));
        words.addAll(List.of("--data=" + MOST_MEMORY, "--"));
        words.addAll(List.of(BUBBLEWRAP.toString(), "--unshare-all", "--die-with-parent"));
        words.addAll(List.of("--new-session", "--clearenv", "--cap-drop", "ALL", "--proc", "/proc", "--dev", "/dev"));
        VISIBLE.forEach(path -> words.addAll(List.of("--ro-bind-try", path, path)));
        words.addAll(List.of("--tmpfs", "/tmp", "--bind", folder.toString(), INSIDE, "--chdir", INSIDE));
        for (var one : seen) words.addAll(List.of("--ro-bind", one.outside().toString(), one.inside()));
        words.addAll(List.of("--setenv", "HOME", INSIDE, "--setenv", "PATH", "/usr/bin:/bin", "--"));
        return words;
    }

    /** Ends it in any case; why it did not end by itself, empty where it did. */
    static Optional<String> waitFor(Process process, Duration longest) throws IOException, InterruptedException {
        try {
            process.getOutputStream().close();
            return process.waitFor(longest.toMillis(), TimeUnit.MILLISECONDS)
                    ? Optional.empty()
                    : Optional.of("the browser took longer than " + longest.toSeconds() + " s");
        } finally {
            end(process);
        }
    }

    /** All of them: the folder is theirs until the last is gone. */
    static void end(Process process) {
        var all = Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList();
        all.forEach(ProcessHandle::destroyForcibly);
        for (var one : all)
            one.onExit().orTimeout(5, TimeUnit.SECONDS).exceptionally(_ -> one).join();
    }

    static void remove(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            for (var path : all.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(path);
        } catch (IOException | UncheckedIOException e) {
            log.debug("{} is left behind", folder, e);
        }
    }
}
