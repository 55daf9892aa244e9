package io.chantier.benches.apps;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What changes for a site that moves from a bench of one lineup to a bench of another. */
public record Difference(List<Change> changes) {

    public Difference {
        changes = List.copyOf(changes);
    }

    /** How a site gets from one to the other. */
    public enum Way {
        /** Nothing differs. */
        NONE,
        /** Its files move, its database stays as it is. */
        PULL,
        /** Its database changes as well. */
        MIGRATE,
        /** A version that changed the database would be left behind: only a backup leads back. */
        NO_WAY
    }

    /** What becomes of one app. */
    public enum Kind {
        ADDED,
        REMOVED,
        NEWER,
        OLDER
    }

    /**
     * One app that differs.
     *
     * @param from null where it comes in
     * @param to null where it goes
     * @param migrates whether a version on the way changes the database of a site that has the app
     */
    public record Change(
            AppName app,
            Kind kind,
            @Nullable Version from,
            @Nullable Version to,
            boolean migrates) {}

    /** @param releases all releases of each app: what lies between two versions counts too */
    static Difference between(Lineup from, Lineup to, Map<AppName, List<AppRelease>> releases) {
        var names = new TreeSet<>(from.releases().keySet());
        names.addAll(to.releases().keySet());
        var changes = new ArrayList<Change>();
        for (var app : names) {
            var before = from.version(app).orElse(null);
            var after = to.version(app).orElse(null);
            if (before == null) changes.add(new Change(app, Kind.ADDED, null, after, false));
            else if (after == null) changes.add(new Change(app, Kind.REMOVED, before, null, false));
            else if (!before.equals(after))
                changes.add(moved(app, before, after, releases.getOrDefault(app, List.of())));
        }
        return new Difference(changes);
    }

    /** For a site that has all the apps. */
    public Way way() {
        if (changes.isEmpty()) return Way.NONE;
        if (changes.stream().anyMatch(change -> change.kind() == Kind.OLDER && change.migrates())) return Way.NO_WAY;
        return changes.stream().anyMatch(Change::migrates) ? Way.MIGRATE : Way.PULL;
    }

    /** What sites may not have installed if they are to move. */
    public List<AppName> removed() {
        return changes.stream()
                .filter(change -> change.kind() == Kind.REMOVED)
                .map(Change::app)
                .toList();
    }

    private static Change moved(AppName app, Version before, Version after, List<AppRelease> releases) {
        boolean isNewer = after.compareTo(before) > 0;
        var low = isNewer ? before : after;
        var high = isNewer ? after : before;
        boolean migrates = releases.stream()
                .filter(release -> release.state() != AppRelease.State.DRAFT)
                .filter(release -> release.version().compareTo(low) > 0
                        && release.version().compareTo(high) <= 0)
                .anyMatch(AppRelease::migrates);
        return new Change(app, isNewer ? Kind.NEWER : Kind.OLDER, before, after, migrates);
    }
}
