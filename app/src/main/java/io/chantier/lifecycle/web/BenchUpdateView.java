package io.chantier.lifecycle.web;

import io.chantier.benches.apps.AppChange;
import io.chantier.benches.apps.AppChange.Kind;
import io.chantier.benches.apps.Way;
import io.chantier.benches.hosting.BenchTargets.Place;
import io.chantier.benches.hosting.BenchTargets.Target;
import io.chantier.web.Badge;
import java.util.List;

/**
 * The tab of a site's updates.
 *
 * @param targets the best one first
 * @param last its last updates, the newest first
 */
public record BenchUpdateView(Place home, List<Target> targets, List<JobPanel> last) {

    public BenchUpdateView {
        targets = List.copyOf(targets);
        last = List.copyOf(last);
    }

    public static Badge badge(Target target) {
        return switch (target.way()) {
            case NONE -> new Badge("calm", "circle-check", "page.benchUpdates.way.NONE");
            case PULL -> new Badge("ok", "arrow-right", "page.benchUpdates.way.PULL");
            case MIGRATE -> new Badge("warn", "database-edit", "page.benchUpdates.way.MIGRATE");
            case NO_WAY -> new Badge("bad", "circle-off", "page.benchUpdates.way.NO_WAY");
        };
    }

    /** Whether a site can be sent there. */
    public static boolean isOpen(Target target) {
        return target.way() != Way.NO_WAY;
    }

    /** What is not known needs no badge: its versions say so. */
    public static boolean isKnown(AppChange change) {
        return change.kind() != Kind.UNKNOWN;
    }

    public static Badge badge(AppChange change) {
        return change.kind() == Kind.OLDER
                ? new Badge("warn", "arrow-down", "page.benchUpdates.change.OLDER")
                : new Badge("ok", "arrow-up", "page.benchUpdates.change.NEWER");
    }
}
