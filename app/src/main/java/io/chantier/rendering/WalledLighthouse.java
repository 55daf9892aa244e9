package io.chantier.rendering;

import io.chantier.storage.Blobs;
import io.chantier.storage.Release;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Supplier;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Lighthouse on this machine: with a Chromium behind bubblewrap's walls, without network, behind all who want a browser. */
final class WalledLighthouse implements Lighthouse {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final long LONGEST = 1 << 20;
    private static final List<String> CATEGORIES = List.of("performance", "accessibility", "best-practices", "seo");
    private static final int MOST_POINTS = 100;

    private final Path quality;
    private final Supplier<Node.Search> node;
    private final Blobs blobs;
    private final Duration patience;

    /** @param quality the folder with {@code audit.mjs} and the packages that it needs */
    WalledLighthouse(Path quality, Supplier<Node.Search> node, Blobs blobs, Duration patience) {
        this.quality = quality;
        this.node = node;
        this.blobs = blobs;
        this.patience = patience;
    }

    @Override
    public boolean isInstalled() {
        return Chromium.find().isPresent() && isProgramThere();
    }

    private boolean isProgramThere() {
        return Files.isRegularFile(quality.resolve("audit.mjs"))
                && Files.isRegularFile(quality.resolve("node_modules/lighthouse/package.json"));
    }

    @Override
    public Look at(Release release, URI address, int least) {
        var browser = Chromium.find();
        if (browser.isEmpty() || !isProgramThere()) return new Look.NotRun("not installed");
        if (!(node.get() instanceof Node.Search.Found(var binary))) return new Look.NotRun("no Node");
        if (!Chromium.ONE.tryAcquire()) return new Look.Busy();
        try {
            return look(release, List.of(browser.get().toString(), Integer.toString(least), origin(address)), binary);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Look.Busy();
        } catch (IOException e) {
            return new Look.NotRun(e.toString());
        } finally {
            Chromium.ONE.release();
        }
    }

    private Look look(Release release, List<String> words, Path binary) throws IOException, InterruptedException {
        try (var folder = BrowserFolder.make()) {
            var site = Files.createDirectory(folder.page().resolve("site"));
            for (var file : release.files().entrySet()) write(site.resolve(file.getKey()), file.getValue());
            var seen = List.of(new Chromium.Seen(quality, "/lighthouse"), new Chromium.Seen(binary, "/node"));
            var command = new ArrayList<>(Chromium.walls(folder.page(), true, seen));
            command.addAll(List.of("/node", "/lighthouse/audit.mjs", Chromium.INSIDE + "/site"));
            command.addAll(words);
            var process = Launcher.start(new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(folder.output().toFile()));
            Chromium.letBreakOff(process);
            var failure = Chromium.waitFor(process, patience);
            if (Chromium.wasBrokenOff(process)) return new Look.Busy();
            if (failure.isPresent()) return new Look.NotRun(failure.get());
            var said = Files.size(folder.output()) > LONGEST ? "" : Files.readString(folder.output());
            return read(said);
        }
    }

    private void write(Path file, Release.Entry entry) throws IOException {
        Files.createDirectories(file.getParent());
        try (var bytes = blobs.open(entry.blob())) {
            Files.copy(bytes, file);
        }
    }

    /** Its last line is a report of four scores, or why there is none; what the browser said may stand before it. */
    static Look read(String said) {
        try {
            var report = JSON.readTree(lastLine(said));
            var scores = new LinkedHashMap<String, Integer>();
            for (var category : CATEGORIES) {
                var score = report.path("scores").path(category).asInt(-1);
                if (score < 0 || score > MOST_POINTS)
                    return new Look.NotRun(report.path("failed").asString("its report has no score of " + category));
                scores.put(category, score);
            }
            return new Look.Taken(report.path("version").asString(""), scores);
        } catch (JacksonException e) {
            return new Look.NotRun("its report cannot be read");
        }
    }

    private static String lastLine(String said) {
        return said.strip().lines().reduce((_, last) -> last).orElse("{}");
    }

    private static String origin(URI address) {
        return address.toString().replaceFirst("/$", "");
    }
}
