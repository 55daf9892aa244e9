package io.chantier.rendering;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder for one run of a browser, gone after it. It bears the number of our process: what a killed one left behind is
 * swept by the next that makes one.
 */
final class BrowserFolder implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(BrowserFolder.class);
    private static final String NAME = "chantier-browser-";
    private static final Pattern OURS = Pattern.compile(NAME + "(\\d{1,9})-\\d+");

    private final Path whole;

    private BrowserFolder(Path whole) {
        this.whole = whole;
    }

    static BrowserFolder make() throws IOException {
        var all = Path.of(System.getProperty("java.io.tmpdir"));
        sweep(all);
        var made = new BrowserFolder(
                Files.createTempDirectory(all, NAME + ProcessHandle.current().pid() + "-"));
        Files.createDirectory(made.page());
        return made;
    }

    /** All that the browser may write to. */
    Path page() {
        return whole.resolve("page");
    }

    /** For what it says, out of its reach. */
    Path output() {
        return whole.resolve("output");
    }

    @Override
    public void close() {
        Chromium.remove(whole);
    }

    /** Removes what processes left behind that are no more. */
    static void sweep(Path all) {
        try (Stream<Path> folders = Files.list(all)) {
            folders.filter(BrowserFolder::isForsaken).forEach(Chromium::remove);
        } catch (IOException | UncheckedIOException e) {
            log.debug("{} cannot be swept", all, e);
        }
    }

    private static boolean isForsaken(Path folder) {
        var name = OURS.matcher(folder.getFileName().toString());
        if (!name.matches()) return false;
        try {
            var made = Files.getLastModifiedTime(folder).toInstant();
            // In a container every start has the same number.
            return ProcessHandle.of(Long.parseLong(name.group(1)))
                    .flatMap(process -> process.info().startInstant())
                    .filter(start -> !start.isAfter(made))
                    .isEmpty();
        } catch (IOException gone) {
            return false;
        }
    }
}
