package io.chantier.benches.apps;

import io.chantier.benches.apps.AppRelease.State;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;

/** Releases as tests write them. */
final class Samples {

    private Samples() {}

    /** @param needs {@code "frappe >=15"} and the like */
    static AppRelease release(String app, String version, String... needs) {
        return release(app, version, State.PUBLISHED, false, needs);
    }

    static AppRelease migrating(String app, String version) {
        return release(app, version, State.PUBLISHED, true);
    }

    static AppRelease release(String app, String version, State state, boolean migrates, String... needs) {
        var ranges = new TreeMap<AppName, VersionRange>();
        for (var need : List.of(needs)) {
            var words = need.split(" ", 2);
            ranges.put(new AppName(words[0]), VersionRange.of(words[1]));
        }
        return new AppRelease(
                UUID.randomUUID(), new AppName(app), Version.of(version), ranges, migrates, state, Instant.EPOCH);
    }

    static Lineup lineup(AppRelease... releases) {
        return Lineup.of(List.of(releases));
    }
}
