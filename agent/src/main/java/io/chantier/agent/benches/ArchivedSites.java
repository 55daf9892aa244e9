package io.chantier.agent.benches;

import io.chantier.jobs.Step;
import io.chantier.jobs.StepOutcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sites that were archived: folders in the folder {@code archived} of their bench, with their last backups. */
public final class ArchivedSites {

    private static final Logger LOG = LoggerFactory.getLogger(ArchivedSites.class);

    private final Benches benches;
    private final Duration kept;
    private final InstantSource clock;

    /** @param kept zero keeps them for good */
    public ArchivedSites(Benches benches, Duration kept, InstantSource clock) {
        this.benches = benches;
        this.kept = kept;
        this.clock = clock;
    }

    /** Removes those whose time is over, and says so in the log. */
    public void removeOld() {
        try {
            for (var folder : old()) {
                Folders.delete(folder);
                LOG.info("Removed {}, archived more than {} days ago", folder, kept.toDays());
            }
        } catch (IOException | UncheckedIOException e) {
            LOG.warn("Archived sites cannot be removed now: {}", e.getMessage());
        }
    }

    /** The same as part of a job; no step of the contract. */
    public Step remove() {
        return Step.named(".remove-archived-sites", context -> {
            for (var folder : old()) {
                context.log(folder.getFileName().toString());
                try {
                    Folders.delete(folder);
                } catch (IOException e) {
                    return StepOutcome.failed(
                            "site-not-removed",
                            Map.of(
                                    "why",
                                    folder + " cannot be removed (" + e.getMessage()
                                            + "); remove it by hand, or give it to the agent's user"));
                }
            }
            return StepOutcome.done();
        });
    }

    private List<Path> old() throws IOException {
        var found = new ArrayList<Path>();
        if (kept.isZero()) {
            return found;
        }
        for (var name : benches.all().keySet()) {
            var bench = benches.folder(new BenchName(name));
            // The real program makes the folder below the one of the sites, where it works.
            for (var archived : List.of(bench.resolve("archived"), bench.resolve("sites/archived"))) {
                addOld(archived, found);
            }
        }
        return found;
    }

    private void addOld(Path archived, List<Path> found) throws IOException {
        if (!Files.isDirectory(archived, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (var folders = Files.newDirectoryStream(archived)) {
            for (var folder : folders) {
                if (isSite(folder) && archivedAt(folder).plus(kept).isBefore(clock.instant())) {
                    found.add(folder);
                }
            }
        }
    }

    /** What else lies there is the operator's. */
    private static boolean isSite(Path folder) {
        return Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
                && Files.isRegularFile(folder.resolve("site_config.json"), LinkOption.NOFOLLOW_LINKS);
    }

    /** Moving a folder leaves its own time as it was, and changes that of its entry. */
    private static Instant archivedAt(Path folder) throws IOException {
        var moved = (FileTime) Files.getAttribute(folder, "unix:ctime", LinkOption.NOFOLLOW_LINKS);
        var written = Files.getLastModifiedTime(folder, LinkOption.NOFOLLOW_LINKS);
        return (moved.compareTo(written) > 0 ? moved : written).toInstant();
    }
}
