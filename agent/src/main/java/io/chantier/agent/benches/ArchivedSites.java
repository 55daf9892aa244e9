package io.chantier.agent.benches;

import io.chantier.jobs.Step;
import io.chantier.jobs.StepOutcome;
import java.io.UncheckedIOException;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sites that were archived: folders in the folder {@code archived} of their bench, with their last backups. */
public final class ArchivedSites {

    private static final Logger LOG = LoggerFactory.getLogger(ArchivedSites.class);
    private static final String ARCHIVED = "archived";

    /** The real program makes the folder below the one of the sites, where it works. */
    private static final List<List<String>> WAYS = List.of(List.of(ARCHIVED), List.of("sites", ARCHIVED));

    private final Benches benches;
    private final Duration kept;
    private final ArchivedAges ages;
    private final InstantSource clock;

    /** A folder that is one of the archived sites, whatever its name is later. */
    private record Archived(BenchName bench, List<String> way, String name, String identity) {

        String key() {
            return bench + "/" + String.join("/", way) + "/" + name + " " + identity;
        }

        @Override
        public String toString() {
            return bench + "/" + String.join("/", way) + "/" + name;
        }
    }

    /**
     * @param kept zero keeps them for good
     * @param journal where it is counted for how long they have been there
     */
    public ArchivedSites(Benches benches, Duration kept, DataSource journal, InstantSource clock) {
        this.benches = benches;
        this.kept = kept;
        this.ages = new ArchivedAges(journal);
        this.clock = clock;
    }

    /** Removes those whose time is over, and says so in the log. */
    public void removeOld() {
        try {
            var left = removeOld(site -> LOG.info("Removed {}, archived {} days ago", site, kept.toDays()));
            left.forEach(why -> LOG.warn("An archived site is not removed: {}", why));
        } catch (RuntimeException e) {
            LOG.warn("Archived sites cannot be looked at now: {}", e.getMessage());
        }
    }

    /** The same as part of a job; no step of the contract. */
    public Step remove() {
        return Step.named(".remove-archived-sites", context -> {
            var left = removeOld(context::log);
            return left.isEmpty()
                    ? StepOutcome.done()
                    : StepOutcome.failed(
                            "site-not-removed",
                            Map.of(
                                    "why",
                                    String.join("; ", left) + "; remove it by hand, or give it to the agent's user"));
        });
    }

    /** @return why some are still there; one that cannot be read or removed keeps no other */
    private List<String> removeOld(Consumer<String> removed) {
        var left = new ArrayList<String>();
        var all = all(left);
        var old = ages.look(all.stream().map(Archived::key).collect(Collectors.toSet()), clock.instant());
        for (var site : all) {
            if (!kept.isZero() && old.getOrDefault(site.key(), Duration.ZERO).compareTo(kept) >= 0) {
                try {
                    remove(site);
                    removed.accept(site.toString());
                } catch (UncheckedIOException e) {
                    left.add(site + " cannot be removed (" + e.getMessage() + ")");
                }
            }
        }
        return left;
    }

    private List<Archived> all(List<String> unreadable) {
        var found = new ArrayList<Archived>();
        for (var name : benches.all().keySet()) {
            for (var way : WAYS) {
                var bench = new BenchName(name);
                try {
                    in(bench, way, folder -> addAll(bench, way, folder, found, unreadable));
                } catch (UncheckedIOException e) {
                    unreadable.add(bench + "/" + String.join("/", way) + " cannot be read (" + e.getMessage() + ")");
                }
            }
        }
        return found;
    }

    private static void addAll(
            BenchName bench, List<String> way, Folder folder, List<Archived> found, List<String> unreadable) {
        for (var name : folder.names()) {
            try {
                identity(folder, name).ifPresent(identity -> found.add(new Archived(bench, way, name, identity)));
            } catch (UncheckedIOException e) {
                unreadable.add(
                        bench + "/" + String.join("/", way) + "/" + name + " cannot be read (" + e.getMessage() + ")");
            }
        }
    }

    /** Which folder a site has; what else lies there is the operator's. */
    private static Optional<String> identity(Folder archived, String name) {
        try (var site = archived.child(name).orElse(null)) {
            return site == null || !site.hasFile("site_config.json")
                    ? Optional.empty()
                    : archived.folder(name).map(ArchivedSites::identity);
        }
    }

    /** Another folder of the same name has another number, or the same one from another time. */
    private static String identity(BasicFileAttributes attributes) {
        return attributes.fileKey() + " " + attributes.creationTime();
    }

    private void remove(Archived site) {
        in(site.bench(), site.way(), folder -> {
            if (identity(folder, site.name()).equals(Optional.of(site.identity()))) {
                folder.delete(site.name());
            }
        });
    }

    private void in(BenchName bench, List<String> way, Consumer<Folder> work) {
        try (var root = Folder.open(benches.directory()).orElse(null);
                var folder = root == null ? null : root.child(bench.value()).orElse(null)) {
            if (folder != null) {
                in(folder, way, work);
            }
        }
    }

    private static void in(Folder folder, List<String> way, Consumer<Folder> work) {
        if (way.isEmpty()) {
            work.accept(folder);
            return;
        }
        try (var next = folder.child(way.getFirst()).orElse(null)) {
            if (next != null) {
                in(next, way.subList(1, way.size()), work);
            }
        }
    }
}
