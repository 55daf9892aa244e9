package io.chantier.dashboard.web;

import io.chantier.dashboard.Tours;
import io.chantier.identity.Caller;
import io.chantier.identity.Policy;
import io.chantier.sites.Revisions;
import io.chantier.sites.Site;
import io.chantier.sites.SiteState;
import io.chantier.sites.Sites;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Finds how far somebody is on the way of the first site, and whether they want to be told. */
@Component
class TourGuide {

    /** Who has more sites than that has found the way. */
    private static final int FEW = 1;

    private static final Set<SiteState> NOT_MADE =
            Set.of(SiteState.DRAFT, SiteState.GENERATING, SiteState.INSTALLING, SiteState.BROKEN);

    private final Tours tours;
    private final Sites sites;
    private final Revisions revisions;

    TourGuide(Tours tours, Sites sites, Revisions revisions) {
        this.tours = tours;
        this.sites = sites;
        this.revisions = revisions;
    }

    /** Empty for whoever cannot make sites, has been through it, or does not want it. */
    Optional<Tour> of(Caller caller) {
        if (!Policy.EDIT.allows(caller)) return Optional.empty();
        var kept = tours.of(caller);
        if (Boolean.FALSE.equals(kept.shown())) return Optional.empty();
        var counts = sites.countByState(caller.team());
        var all = counts.values().stream().mapToLong(Long::longValue).sum();
        if (kept.shown() == null && all > FEW) return Optional.empty();
        return Optional.of(tour(caller, kept, counts));
    }

    /** Whether there is a tour that could be begun again. */
    boolean isPutAway(Caller caller) {
        return Policy.EDIT.allows(caller)
                && Boolean.FALSE.equals(tours.of(caller).shown());
    }

    private Tour tour(Caller caller, Tours.Kept kept, Map<SiteState, Long> counts) {
        var newest = sites.list(caller.team(), new Sites.Query("", null, null, 1)).stream()
                .findFirst();
        boolean made = counts.entrySet().stream()
                .anyMatch(entry -> entry.getValue() > 0 && !NOT_MADE.contains(entry.getKey()));
        var page = newest.map(Site::slug).map(slug -> "/sites/" + slug).orElse("");
        var steps = new ArrayList<Tour.Step>();
        add(steps, "address", newest.isPresent(), "/sites/new");
        add(steps, "watch", made, page);
        add(steps, "look", made && kept.looked(), page.isEmpty() ? "" : page + "/source");
        add(steps, "change", newest.filter(this::isChanged).isPresent(), page);
        add(steps, "publish", counts.getOrDefault(SiteState.LIVE, 0L) > 0, page);
        return new Tour(List.copyOf(steps));
    }

    private static void add(List<Tour.Step> steps, String name, boolean done, String path) {
        boolean next = !done && steps.stream().allMatch(Tour.Step::done);
        steps.add(new Tour.Step(name, done, next, path));
    }

    /** Whatever a person changes ends in another version. */
    private boolean isChanged(Site site) {
        return revisions.list(site, 2).size() > 1;
    }
}
