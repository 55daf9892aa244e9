package io.chantier.lifecycle.web;

import io.chantier.benches.hosting.BenchTargets.Place;
import io.chantier.benches.hosting.BenchTargets.Target;
import io.chantier.identity.Caller;
import io.chantier.lifecycle.BenchSiteUpdates;
import io.chantier.lifecycle.web.WorkApi.Accepted;
import io.chantier.web.Problem;
import io.chantier.web.ProblemException;
import io.swagger.v3.oas.annotations.Operation;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The updates of a site on a bench: its way to another bench of the same server. */
@RestController
@RequestMapping("/api/sites/{slug}/updates")
class BenchUpdateApi {

    private final SiteFinder sites;
    private final BenchSiteUpdates updates;
    private final JobView.Maker jobs;

    BenchUpdateApi(SiteFinder sites, BenchSiteUpdates updates, JobView.Maker jobs) {
        this.sites = sites;
        this.updates = updates;
        this.jobs = jobs;
    }

    /**
     * Where a site is and where it can go.
     *
     * @param targets the best one first
     * @param last its last updates, the newest first
     */
    record Outlook(Place home, List<Target> targets, List<JobView> last) {}

    /** @param bench the id of one of the targets */
    record Wanted(@Nullable String bench) {}

    @GetMapping
    @Operation(
            summary = "The benches to which a site can go, and what changes there for its apps",
            description = "Those of the same server that have all its apps. The way is NONE where no app differs, PULL"
                    + " where the database stays as it is, MIGRATE where it changes, NO_WAY where a version that changed"
                    + " it would be left behind.")
    Outlook show(Caller caller, @PathVariable String slug, Locale locale) {
        var site = sites.find(caller, slug);
        return new Outlook(
                updates.home(site),
                updates.targets(site),
                updates.last(site).stream().map(job -> jobs.of(job, locale)).toList());
    }

    @PostMapping
    @Operation(
            summary = "Brings a site to another bench of its server, after a backup",
            description = "Whatever fails on the way is undone: the site answers on its old bench, with the tables that"
                    + " it had there.")
    ResponseEntity<Accepted> update(Caller caller, @PathVariable String slug, @RequestBody Wanted wanted) {
        return WorkApi.answer(updates.update(sites.find(caller, slug), bench(wanted.bench()), caller));
    }

    static UUID bench(@Nullable String given) {
        if (given == null || given.isBlank())
            throw new ProblemException(Problem.ofField("bench", "required", Map.of()));
        try {
            return UUID.fromString(given.strip());
        } catch (IllegalArgumentException _) {
            throw new ProblemException(Problem.ofField("bench", "unknown-value", Map.of()));
        }
    }
}
