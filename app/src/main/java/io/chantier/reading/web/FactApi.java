package io.chantier.reading.web;

import io.chantier.identity.Caller;
import io.chantier.reading.Fact;
import io.chantier.reading.Fact.Standing;
import io.chantier.reading.Sources;
import io.chantier.sites.Site;
import io.chantier.sites.Sites;
import io.chantier.values.Slug;
import io.chantier.web.Problem;
import io.chantier.web.Problem.FieldProblem;
import io.chantier.web.ProblemException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What was read of a business, and what a person decides about it; "generate again" keeps to it. */
@RestController
@RequestMapping("/api/sites/{slug}/facts")
class FactApi {

    private final Sites sites;
    private final Sources sources;
    private final Corrections corrections;

    FactApi(Sites sites, Sources sources, Corrections corrections) {
        this.sites = sites;
        this.sources = sources;
        this.corrections = corrections;
    }

    /**
     * @param standing {@code CHOSEN} or {@code REJECTED}; what contradicts a chosen fact steps back, and for a rejected
     *     one the next best is chosen
     * @param display what is true instead; the answer is then the corrected fact, with an id of its own
     * @param pages whether the pages say it at once, as a revision of their own
     */
    record Decision(
            @Nullable String standing,
            @Nullable String display,
            @Nullable Boolean pages) {}

    /** All facts, those chosen and those not, in the order in which they are shown. */
    @GetMapping
    List<Fact> list(Caller caller, @PathVariable String slug) {
        return sources.facts(caller.team(), found(caller, slug).id());
    }

    /** Chooses, withholds or corrects a fact. The site changes when it is generated again, or at once where that is asked for. */
    @PutMapping("/{id}")
    Fact decide(Caller caller, @PathVariable String slug, @PathVariable UUID id, @RequestBody Decision decision) {
        var site = found(caller, slug);
        var fact = sources.facts(caller.team(), site.id()).stream()
                .filter(one -> one.id().equals(id))
                .findFirst()
                .orElseThrow(() -> unknown(id));
        if (decision.display() != null)
            return corrections
                    .correct(site, fact, decision.display(), Boolean.TRUE.equals(decision.pages()), caller)
                    .fact();
        return stand(site, fact, decision.standing()).orElseThrow(() -> unknown(id));
    }

    private Optional<Fact> stand(Site site, Fact fact, @Nullable String standing) {
        if (Standing.CHOSEN.name().equals(standing)) return sources.choose(site.team(), site.id(), fact.id());
        if (Standing.REJECTED.name().equals(standing)) return sources.reject(site.team(), site.id(), fact.id());
        throw invalid("standing", "fact-standing", Map.of("standing", standing == null ? "" : standing));
    }

    private Site found(Caller caller, String slug) {
        return Optional.of(slug)
                .filter(Slug::isSlug)
                .flatMap(text -> sites.find(caller.team(), new Slug(text)))
                .orElseThrow(() -> new ProblemException(Problem.of("site-unknown", 404, Map.of("slug", slug))));
    }

    static ProblemException invalid(String field, String code, Map<String, String> arguments) {
        var fields = List.of(new FieldProblem(field, "malformed", Map.of()));
        return new ProblemException(new Problem(code, 422, arguments, fields));
    }

    static ProblemException unknown(UUID id) {
        return new ProblemException(Problem.of("fact-unknown", 404, Map.of("id", id.toString())));
    }
}
