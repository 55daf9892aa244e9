package io.chantier.dashboard.web;

import io.chantier.identity.Caller;
import io.chantier.jobs.Jobs;
import io.chantier.sites.SiteId;
import io.chantier.sites.Sites;
import io.chantier.storage.ServedSizes;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Counts what a team's jobs did. */
@Component
class Activity {

    private static final int LARGEST = 10;

    private final Jobs jobs;
    private final ServedSizes sizes;
    private final Sites sites;

    Activity(Jobs jobs, ServedSizes sizes, Sites sites) {
        this.jobs = jobs;
        this.sizes = sizes;
        this.sites = sites;
    }

    /** @param length in days, today among them; another than the page offers becomes the one next to it */
    ActivityView of(Caller caller, int length) {
        var days = ActivityView.LENGTHS.stream()
                .filter(offered -> offered >= length)
                .findFirst()
                .orElse(ActivityView.LENGTHS.getLast());
        var zone = ZoneId.systemDefault();
        var today = LocalDate.now(zone);
        var since = today.minusDays(days - 1L).atStartOfDay(zone).toInstant();
        var ended = jobs.ended(caller.team().value(), since);
        return new ActivityView(
                days,
                ActivityView.days(ended, today, days, zone),
                ActivityView.failures(ended),
                largest(caller),
                sizes.served(caller.team()));
    }

    private List<ActivityView.Large> largest(Caller caller) {
        return sizes.largest(caller.team(), LARGEST).stream()
                .flatMap(size -> large(caller, size))
                .toList();
    }

    private Stream<ActivityView.Large> large(Caller caller, ServedSizes.Size size) {
        return sites.find(caller.team(), new SiteId(size.site())).stream()
                .map(site -> new ActivityView.Large(site.name(), site.slug().value(), size.files(), size.bytes()));
    }
}
