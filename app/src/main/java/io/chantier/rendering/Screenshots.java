package io.chantier.rendering;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes pictures of documents with a Chromium, where this machine has one and bubblewrap to keep it in: without network,
 * with a profile of its own that is thrown away, one at a time, for seconds only.
 */
public final class Screenshots {

    private static final Logger log = LoggerFactory.getLogger(Screenshots.class);
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
        return Chromium.find().isPresent();
    }

    /**
     * A PNG of a document that needs nothing else, for a person who waits: one that is taken in the background is broken
     * off for it.
     *
     * @return empty where there is no browser or it did not manage in time
     */
    public Optional<byte[]> png(String html, int width, int height) {
        var behind = inBackground.getAndSet(null);
        if (behind != null) Chromium.end(behind);
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
        var browser = Chromium.find();
        if (browser.isEmpty()) return new Shot.Failed("there is no browser");
        try {
            var isMyTurn = behind ? Chromium.ONE.tryAcquire() : Chromium.awaitTurn(patience);
            if (!isMyTurn) return new Shot.Busy();
            try {
                return taken(
                        html,
                        behind,
                        folder -> Chromium.command(
                                browser.get(),
                                folder,
                                behind,
                                List.of(
                                        "--virtual-time-budget=4000",
                                        "--window-size=" + width + "," + height,
                                        "--screenshot=" + Chromium.INSIDE + "/page.png",
                                        "file://" + Chromium.INSIDE + "/page.html")));
            } finally {
                Chromium.ONE.release();
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

    private Shot taken(String html, boolean behind, Command command) throws IOException, InterruptedException {
        try (var made = BrowserFolder.make()) {
            var folder = made.page();
            Files.writeString(folder.resolve("page.html"), html, StandardCharsets.UTF_8);
            var process = Launcher.start(new ProcessBuilder(command.in(folder))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD));
            if (behind) inBackground.set(process);
            var failure = Chromium.waitFor(process, behind ? patience.multipliedBy(PATIENCE_BEHIND) : patience);
            if (behind && !inBackground.compareAndSet(process, null)) return new Shot.Busy();
            var picture = folder.resolve("page.png");
            if (failure.isPresent()) return new Shot.Failed(failure.get());
            // Whatever ran in there may have left a link to somewhere else.
            return Files.isRegularFile(picture, LinkOption.NOFOLLOW_LINKS)
                    ? new Shot.Taken(Files.readAllBytes(picture))
                    : new Shot.Failed("the browser ended with " + process.exitValue() + " and without a picture");
        }
    }
}
