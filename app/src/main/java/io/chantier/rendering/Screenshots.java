package io.chantier.rendering;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
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

/**
 * Takes pictures of documents with a Chromium, where this machine has one and bubblewrap to keep it in: without network,
 * with a profile of its own that is thrown away, one at a time, for seconds only.
 */
public final class Screenshots {

    private static final Logger log = LoggerFactory.getLogger(Screenshots.class);
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
    private static final String INSIDE = "/page";

    private static final long LARGEST_FILE = 64L << 20;
    private static final long MOST_MEMORY = 2L << 30;
    private static final Semaphore ONE = new Semaphore(1);

    /** Behind everybody else it takes longer. */
    private static final int PATIENCE_BEHIND = 4;

    private final Duration patience;
    private final AtomicReference<@Nullable Process> inBackground = new AtomicReference<>();

    /** @param patience how long the browser may take for a picture that a person waits for */
    public Screenshots(Duration patience) {
        this.patience = patience;
    }

    /** What became of a picture. */
    public sealed interface Shot {

        @SuppressWarnings("ArrayRecordComponent") // nobody compares two pictures
        record Taken(byte[] png) implements Shot {}

        /** There is no browser, it ended without a picture, or it did not manage in time. */
        record Failed(String why) implements Shot {}

        /** A person wants a picture just now. */
        record Busy() implements Shot {}
    }

    /** Whether pictures can be taken here. */
    public boolean isAvailable() {
        return browser().isPresent();
    }

    /**
     * A PNG of a document that needs nothing else, for a person who waits: one that is taken in the background is broken
     * off for it.
     *
     * @return empty where there is no browser or it did not manage in time
     */
    public Optional<byte[]> png(String html, int width, int height) {
        var behind = inBackground.getAndSet(null);
        if (behind != null) end(behind);
        return switch (taken(html, width, height, false)) {
            case Shot.Taken(var png) -> Optional.of(png);
            case Shot.Failed(var why) -> {
                if (isAvailable()) log.warn("No picture was taken: {}", why);
                yield Optional.empty();
            }
            case Shot.Busy _ -> Optional.empty();
        };
    }

    /** The same for nobody in particular: behind everything else that wants the processor. */
    public Shot inBackground(String html, int width, int height) {
        return taken(html, width, height, true);
    }

    private Shot taken(String html, int width, int height, boolean behind) {
        var browser = browser();
        if (browser.isEmpty()) return new Shot.Failed("there is no browser");
        try {
            var turn = behind ? Duration.ZERO : patience;
            if (!ONE.tryAcquire(turn.toMillis(), TimeUnit.MILLISECONDS)) return new Shot.Busy();
            try {
                return taken(html, behind, folder -> command(browser.get(), folder, width, height, behind));
            } finally {
                ONE.release();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Shot.Busy();
        } catch (IOException e) {
            return new Shot.Failed(e.toString());
        }
    }

    private interface Command {
        List<String> in(Path folder);
    }

    private static Optional<Path> browser() {
        if (!Files.isExecutable(BUBBLEWRAP)) return Optional.empty();
        return NAMES.stream()
                .map(name -> Path.of("/usr/bin", name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private Shot taken(String html, boolean behind, Command command) throws IOException, InterruptedException {
        var folder = Files.createTempDirectory("chantier-screenshot");
        try {
            Files.writeString(folder.resolve("page.html"), html, StandardCharsets.UTF_8);
            var process = Launcher.start(new ProcessBuilder(command.in(folder))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD));
            if (behind) inBackground.set(process);
            var failure = waitFor(process, behind ? patience.multipliedBy(PATIENCE_BEHIND) : patience);
            if (behind && !inBackground.compareAndSet(process, null)) return new Shot.Busy();
            var picture = folder.resolve("page.png");
            if (failure.isPresent()) return new Shot.Failed(failure.get());
            // Whatever ran in there may have left a link to somewhere else.
            return Files.isRegularFile(picture, LinkOption.NOFOLLOW_LINKS)
                    ? new Shot.Taken(Files.readAllBytes(picture))
                    : new Shot.Failed("the browser ended with " + process.exitValue() + " and without a picture");
        } finally {
            remove(folder);
        }
    }

    private static Optional<String> waitFor(Process process, Duration longest)
            throws IOException, InterruptedException {
        try {
            process.getOutputStream().close();
            return process.waitFor(longest.toMillis(), TimeUnit.MILLISECONDS)
                    ? Optional.empty()
                    : Optional.of("the browser took longer than " + longest.toSeconds() + " s");
        } finally {
            end(process);
        }
    }

    private static List<String> command(Path browser, Path folder, int width, int height, boolean behind) {
        var words = new ArrayList<String>();
        if (behind) words.addAll(List.of("/usr/bin/nice", "-n", "10"));
        words.addAll(List.of("/usr/bin/prlimit", "--cpu=60", "--core=0", "--fsize=" + LARGEST_FILE));
        words.addAll(List.of("--data=" + MOST_MEMORY, "--"));
        words.addAll(List.of(BUBBLEWRAP.toString(), "--unshare-all", "--die-with-parent"));
        words.addAll(List.of("--new-session", "--clearenv", "--cap-drop", "ALL", "--proc", "/proc", "--dev", "/dev"));
        VISIBLE.forEach(path -> words.addAll(List.of("--ro-bind-try", path, path)));
        words.addAll(List.of("--tmpfs", "/tmp", "--bind", folder.toString(), INSIDE, "--chdir", INSIDE));
        words.addAll(List.of("--setenv", "HOME", INSIDE, "--setenv", "PATH", "/usr/bin:/bin", "--"));
        // The browser's own sandbox cannot work inside this one, which is stricter.
        words.addAll(List.of(browser.toString(), "--headless=new", "--no-sandbox", "--disable-gpu"));
        words.addAll(List.of(
                "--disable-dev-shm-usage",
                "--hide-scrollbars",
                "--no-first-run",
                "--user-data-dir=" + INSIDE + "/profile"));
        // It does not wait for frames that are drawn by another process, so sandboxed ones stay in their page's.
        words.add("--disable-features=IsolateSandboxedIframes");
        words.addAll(List.of("--virtual-time-budget=4000", "--window-size=" + width + "," + height));
        words.addAll(List.of("--screenshot=" + INSIDE + "/page.png", "file://" + INSIDE + "/page.html"));
        return words;
    }

    /** All of them: the folder is theirs until the last is gone. */
    private static void end(Process process) {
        var all = Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList();
        all.forEach(ProcessHandle::destroyForcibly);
        for (var one : all)
            one.onExit().orTimeout(5, TimeUnit.SECONDS).exceptionally(_ -> one).join();
    }

    private static void remove(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            for (var path : all.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(path);
        } catch (IOException | UncheckedIOException e) {
            log.debug("{} is left behind", folder, e);
        }
    }
}
