package io.chantier.benches.apps;

import io.chantier.benches.apps.AppChange.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** What changes for a site that moves from a bench of one lineup to a bench of another. */
public record Difference(List<AppChange> changes) {

    public Difference {
        changes = List.copyOf(changes);
    }

    /** @param releases all releases of each app: what lies between two versions counts too */
    static Difference between(Lineup from, Lineup to, Map<AppName, List<AppRelease>> releases) {
        var names = new TreeSet<>(from.releases().keySet());
        names.addAll(to.releases().keySet());
        var changes = new ArrayList<AppChange>();
        for (var app : names) {
            var before = from.version(app).orElse(null);
            var after = to.version(app).orElse(null);
            if (before == null) changes.add(new AppChange(app.value(), Kind.ADDED, "", String.valueOf(after), false));
            else if (after == null) changes.add(new AppChange(app.value(), Kind.REMOVED, before.toString(), "", false));
            else if (!before.equals(after))
                changes.add(moved(app, before, after, releases.getOrDefault(app, List.of())));
        }
        return new Difference(changes);
    }

    /** For a site that has all the apps. */
    public Way way() {
        return Way.by(changes);
    }

    /** What sites may not have installed if they are to move. */
    public List<AppName> removed() {
        return changes.stream()
                .filter(change -> change.kind() == Kind.REMOVED)
                .map(change -> new AppName(change.app()))
                .toList();
    }

    private static AppChange moved(AppName app, Version before, Version after, List<AppRelease> releases) {
        boolean isNewer = after.compareTo(before) > 0;
        var low = isNewer ? before : after;
        var high = isNewer ? after : before;
        boolean migrates = releases.stream()
                .filter(release -> release.state() != AppRelease.State.DRAFT)
                .filter(release -> release.version().compareTo(low) > 0
                        && release.version().compareTo(high) <= 0)
                .anyMatch(AppRelease::migrates);
        return new AppChange(
                app.value(), isNewer ? Kind.NEWER : Kind.OLDER, before.toString(), after.toString(), migrates);
    }
}
