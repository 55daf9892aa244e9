package io.chantier.agent.benches;

import io.chantier.agent.benches.ArchivedAges.Identity;
import io.chantier.agent.benches.ArchivedAges.Spot;
import io.chantier.jobs.Step;
import io.chantier.jobs.StepOutcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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

    /** A folder in which archived sites lie. */
    private record Place(BenchName bench, List<String> way) {

        @Override
        public String toString() {
            return bench + "/" + String.join("/", way);
        }
    }

    private record Archived(Place place, String name, Identity identity) {

        Spot spot() {
            return new Spot(place.toString(), name);
        }

        @Override
        public String toString() {
            return place + "/" + name;
        }
    }

    /**
     * What a look found.
     *
     * @param listed the names in each place that could be read, sites or not
     * @param unreadable what could not be read, and why
     */
    private record Found(List<Archived> sites, Map<String, List<String>> listed, List<String> unreadable) {

        Map<Spot, Identity> identities() {
            return sites.stream().collect(Collectors.toMap(Archived::spot, Archived::identity));
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
        var found = look();
        var left = new ArrayList<>(found.unreadable());
        var old = ages.look(found.listed(), found.identities(), clock.instant());
        for (var site : found.sites()) {
            if (!kept.isZero() && old.getOrDefault(site.spot(), Duration.ZERO).compareTo(kept) >= 0) {
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

    private Found look() {
        var found = new Found(new ArrayList<>(), new HashMap<>(), new ArrayList<>());
        for (var name : benches.all().keySet()) {
            for (var way : WAYS) {
                var place = new Place(new BenchName(name), way);
                try {
                    in(place, folder -> look(place, folder, found));
                } catch (UncheckedIOException e) {
                    found.unreadable().add(place + " cannot be read (" + e.getMessage() + ")");
                }
            }
        }
        return found;
    }

    private void look(Place place, Folder folder, Found found) {
        var names = folder.names();
        found.listed().put(place.toString(), names);
        for (var name : names) {
            try {
                identity(place, folder, name)
                        .ifPresent(identity -> found.sites().add(new Archived(place, name, identity)));
            } catch (UncheckedIOException e) {
                found.unreadable().add(place + "/" + name + " cannot be read (" + e.getMessage() + ")");
            }
        }
    }

    /** Which folder a site has; what else lies there is the operator's. */
    private Optional<Identity> identity(Place place, Folder archived, String name) {
        try (var site = archived.child(name).orElse(null)) {
            return site == null || !site.hasFile("site_config.json")
                    ? Optional.empty()
                    : archived.folder(name).flatMap(held -> identity(path(place, name), held));
        }
    }

    private Path path(Place place, String name) {
        return benches.folder(place.bench())
                .resolve(String.join("/", place.way()))
                .resolve(name);
    }

    /**
     * A folder's number and birth outlive a move and, other than its disk's number, a start of the system. When it was
     * changed can only be asked for by its path, so that must lead to the one that is held.
     */
    private static Optional<Identity> identity(Path path, BasicFileAttributes held) {
        try {
            var now = Files.readAttributes(path, "unix:fileKey,ino,creationTime,ctime", LinkOption.NOFOLLOW_LINKS);
            return Objects.equals(held.fileKey(), now.get("fileKey"))
                    ? Optional.of(new Identity(now.get("ino") + " " + now.get("creationTime"), "" + now.get("ctime")))
                    : Optional.empty();
        } catch (NoSuchFileException _) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void remove(Archived site) {
        in(site.place(), folder -> {
            if (identity(site.place(), folder, site.name()).equals(Optional.of(site.identity()))) {
                try {
                    folder.delete(site.name());
                } catch (UncheckedIOException e) {
                    identity(site.place(), folder, site.name()).ifPresent(now -> ages.changed(site.spot(), now));
                    throw e;
                }
            }
        });
    }

    private void in(Place place, Consumer<Folder> work) {
        try (var root = Folder.open(benches.directory()).orElse(null);
                var folder =
                        root == null ? null : root.child(place.bench().value()).orElse(null)) {
            if (folder != null) {
                in(folder, place.way(), work);
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
