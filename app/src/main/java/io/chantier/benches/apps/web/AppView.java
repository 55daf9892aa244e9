package io.chantier.benches.apps.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.chantier.benches.apps.App;
import io.chantier.benches.apps.AppName;
import io.chantier.benches.apps.AppRelease;
import io.chantier.benches.apps.Marketplace.Fitting;
import java.time.Instant;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An app as a program gets it.
 *
 * @param releases newest version first
 * @param fit whether the site that was asked for can have it; left out where none was
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record AppView(
        String name,
        String title,
        Description description,
        String repository,
        String publisher,
        List<Release> releases,
        @Nullable Fit fit) {

    /** What it does, in each language in which that was written; else empty. */
    record Description(String fr, String en) {}

    /**
     * @param framework the versions of the framework that it runs on; left out for the framework itself
     * @param needs other apps that it takes, with the range of their versions
     * @param migrates whether coming to it changes a site's database
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Release(
            String version,
            @Nullable String framework,
            NavigableMap<String, String> needs,
            boolean migrates,
            AppRelease.State state,
            @Nullable Instant publishedAt) {

        static Release of(AppRelease release) {
            var needs = new TreeMap<String, String>();
            release.needs().forEach((app, range) -> needs.put(app.value(), range.toString()));
            var framework = needs.remove(AppName.FRAMEWORK.value());
            return new Release(
                    release.version().toString(),
                    framework,
                    needs,
                    release.migrates(),
                    release.state(),
                    release.publishedAt());
        }
    }

    /** @param version the one that the site would get */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Fit(String kind, @Nullable String version) {

        static Fit of(Fitting fitting) {
            var version = fitting.version();
            return new Fit(fitting.fit().name(), version == null ? null : version.toString());
        }
    }

    static AppView of(App app, List<AppRelease> releases, @Nullable Fitting fitting) {
        var profile = app.profile();
        return new AppView(
                app.name().value(),
                app.title(),
                new Description(profile.french(), profile.english()),
                profile.repository(),
                app.publisher(),
                releases.stream().map(Release::of).toList(),
                fitting == null ? null : Fit.of(fitting));
    }
}
