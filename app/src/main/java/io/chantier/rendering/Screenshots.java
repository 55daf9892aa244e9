package io.chantier.rendering;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Takes pictures of documents with a Chromium, where this machine has one and bubblewrap to keep it in: without network,
 * with a profile of its own that is thrown away, one at a time, for seconds only.
 */
@Component
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

    private static final int SECONDS = 30;
    private static final Semaphore ONE = new Semaphore(1);

    /** Whether pictures can be taken here. */
    public boolean isAvailable() {
        return browser().isPresent();
    }

    /**
     * A PNG of a document that needs nothing else.
     *
     * @return empty where there is no browser or it did not manage in time
     */
    public Optional<byte[]> png(String html, int width, int height) {
        var browser = browser();
        if (browser.isEmpty()) return Optional.empty();
        try {
            if (!ONE.tryAcquire(SECONDS, TimeUnit.SECONDS)) return Optional.empty();
            try {
                return taken(browser.get(), html, width, height);
            } finally {
                ONE.release();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (IOException e) {
            log.warn("No picture was taken", e);
            return Optional.empty();
        }
    }

    private static Optional<Path> browser() {
        if (!Files.isExecutable(BUBBLEWRAP)) return Optional.empty();
        return NAMES.stream()
                .map(name -> Path.of("/usr/bin", name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static Optional<byte[]> taken(Path browser, String html, int width, int height)
            throws IOException, InterruptedException {
        var folder = Files.createTempDirectory("chantier-screenshot");
        try {
            Files.writeString(folder.resolve("page.html"), html, StandardCharsets.UTF_8);
            var process = Launcher.start(new ProcessBuilder(command(browser, folder, width, height))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD));
            process.getOutputStream().close();
            try {
                if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                    log.warn("The browser took no picture within {} s", SECONDS);
                    return Optional.empty();
                }
                var picture = folder.resolve("page.png");
                return Files.exists(picture) ? Optional.of(Files.readAllBytes(picture)) : Optional.empty();
            } finally {
                end(process);
            }
        } finally {
            remove(folder);
        }
    }

    /** The browser's own sandbox cannot work inside this one, which is stricter. */
    private static List<String> command(Path browser, Path folder, int width, int height) {
        var words =
                new ArrayList<>(List.of("/usr/bin/prlimit", "--cpu=60", "--fsize=" + (64L << 20), "--core=0", "--"));
        words.addAll(List.of(BUBBLEWRAP.toString(), "--unshare-all", "--die-with-parent"));
        words.addAll(List.of("--new-session", "--clearenv", "--cap-drop", "ALL", "--proc", "/proc", "--dev", "/dev"));
        VISIBLE.forEach(path -> words.addAll(List.of("--ro-bind-try", path, path)));
        words.addAll(List.of("--tmpfs", "/tmp", "--bind", folder.toString(), INSIDE, "--chdir", INSIDE));
        words.addAll(List.of("--setenv", "HOME", INSIDE, "--setenv", "PATH", "/usr/bin:/bin", "--"));
        words.addAll(List.of(browser.toString(), "--headless=new", "--no-sandbox", "--disable-gpu"));
        words.addAll(List.of(
                "--disable-dev-shm-usage",
                "--hide-scrollbars",
                "--no-first-run",
                "--user-data-dir=" + INSIDE + "/profile"));
        words.addAll(List.of("--virtual-time-budget=4000", "--window-size=" + width + "," + height));
        words.addAll(List.of("--screenshot=" + INSIDE + "/page.png", "file://" + INSIDE + "/page.html"));
        return words;
    }

    private static void end(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly()
                .onExit()
                .orTimeout(5, TimeUnit.SECONDS)
                .exceptionally(_ -> process)
                .join();
    }

    private static void remove(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (var path : all.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(path);
        }
    }
}
