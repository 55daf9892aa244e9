package io.chantier.checks.web;

import io.chantier.checks.Finding;
import io.chantier.checks.Findings;
import io.chantier.checks.Runs;
import io.chantier.checks.Waiver;
import io.chantier.checks.Waivers;
import io.chantier.identity.Caller;
import io.chantier.sites.Revisions;
import io.chantier.sites.Site;
import io.chantier.web.Problem;
import io.chantier.web.ProblemException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What was found in a site's newest revision, and how a person comes to answer for it. */
@Component
class FoundThings {

    private final Findings findings;
    private final Waivers waivers;
    private final Runs runs;
    private final Revisions revisions;

    FoundThings(Findings findings, Waivers waivers, Runs runs, Revisions revisions) {
        this.findings = findings;
        this.waivers = waivers;
        this.runs = runs;
        this.revisions = revisions;
    }

    List<Finding> of(Site site) {
        var revision = site.status().revision();
        return revision == null ? List.of() : findings.list(site, revision);
    }

    /** Where in the newest revision the words of its findings stand. */
    Function<Finding, Optional<Place>> places(Site site) {
        var revision = site.status().revision();
        if (revision == null) return _ -> Optional.empty();
        var files = Place.data(revisions.files(site, revision));
        return finding -> Optional.ofNullable(finding.pointer())
                .flatMap(pointer -> Optional.ofNullable(Place.of(pointer, files, "/sites/" + site.slug())));
    }

    ScoresView scores(Site site) {
        return new ScoresView(runs.list(site, ScoresView.MOST));
    }

    Map<String, Waiver> waived(Site site) {
        return waivers.of(site);
    }

    /** @throws ProblemException where there is no such finding, no reason, no person or nothing that may be waived */
    void waive(Site site, String id, @Nullable String reason, Caller caller) {
        var finding =
                of(site).stream().filter(one -> one.id().equals(id)).findFirst().orElseThrow(() -> unknown(id));
        demandPerson(caller);
        if (!finding.isWaivable())
            throw new ProblemException(Problem.of("finding-not-waivable", 409, Map.of("finding", finding.code())));
        if (reason == null || reason.isBlank())
            throw new ProblemException(Problem.ofField("reason", "required", Map.of()));
        if (reason.length() > Waiver.LONGEST_REASON)
            throw new ProblemException(Problem.ofField("reason", "too-long", Map.of()));
        waivers.give(site, finding, reason.strip(), caller);
    }

    void takeBack(Site site, String id, Caller caller) {
        demandPerson(caller);
        if (!waivers.takeBack(site, id, caller)) throw unknown(id);
    }

    /** A program's token has nobody's name. */
    private static void demandPerson(Caller caller) {
        if (!caller.inPerson()) throw new ProblemException(Problem.of("waiver-in-person", 403));
    }

    private static ProblemException unknown(String id) {
        return new ProblemException(Problem.of("finding-unknown", 404, Map.of("finding", id)));
    }
}
