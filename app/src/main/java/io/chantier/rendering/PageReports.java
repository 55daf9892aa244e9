package io.chantier.rendering;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;

/** Lets a Chromium run a page that examines others and writes down what it found: without network, as {@link Screenshots}. */
public class PageReports {

    private static final int LONGEST = 20 << 20;

    /** Time goes as fast as the page's work is done, so that this is no wait. */
    private static final String ENOUGH_TIME = "--virtual-time-budget=600000";

    private final Duration patience;

    /** @param patience how long the browser may take, and how long others may keep it */
    public PageReports(Duration patience) {
        this.patience = patience;
    }

    public sealed interface Report {

        /** @param html of the page, as it became */
        record Written(String html) implements Report {}

        /** There is none here, or nothing to keep it in. */
        record NoBrowser() implements Report {}

        record Failed(String why) implements Report {}
    }

    /**
     * Opens a page.
     *
     * @param files name to text of everything that there is, in one folder
     * @param page the name of the one that is opened
     */
    public Report of(Map<String, String> files, String page) {
        return of(files, List.of(page)).getFirst();
    }

    /** The same of several pages, each in a browser of its own, at the same time; in their order. */
    public List<Report> of(Map<String, String> files, List<String> pages) {
        var browser = Chromium.find();
        if (browser.isEmpty())
            return pages.stream().<Report>map(_ -> new Report.NoBrowser()).toList();
        try {
            if (!Chromium.awaitTurn(patience)) return failed(pages, "the browser is busy");
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                var reports = pages.stream()
                        .map(page -> threads.submit(() -> written(browser.get(), files, page)))
                        .toList();
                var all = new ArrayList<Report>();
                for (var report : reports) all.add(report.get());
                return all;
            } finally {
                Chromium.ONE.release();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return failed(pages, "interrupted");
        } catch (ExecutionException e) {
            return failed(pages, String.valueOf(e.getCause()));
        }
    }

    private static List<Report> failed(List<String> pages, String why) {
        return pages.stream().<Report>map(_ -> new Report.Failed(why)).toList();
    }

    private Report written(Path browser, Map<String, String> files, String page)
            throws IOException, InterruptedException {
        try (var folder = BrowserFolder.make()) {
            for (var file : files.entrySet())
                Files.writeString(folder.page().resolve(file.getKey()), file.getValue(), StandardCharsets.UTF_8);
            var switches = List.of(
                    ENOUGH_TIME, "--window-size=1400,1000", "--dump-dom", "file://" + Chromium.INSIDE + "/" + page);
            var process = Launcher.start(new ProcessBuilder(Chromium.command(browser, folder.page(), false, switches))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .redirectOutput(folder.output().toFile()));
            var failure = Chromium.waitFor(process, patience);
            if (failure.isPresent()) return new Report.Failed(failure.get());
            if (process.exitValue() != 0) return new Report.Failed("the browser ended with " + process.exitValue());
            if (Files.size(folder.output()) > LONGEST) return new Report.Failed("the report is too long");
            return new Report.Written(Files.readString(folder.output()));
        }
    }
}
