package io.chantier.reading.web;

import io.chantier.identity.Caller;
import io.chantier.reading.Fact;
import io.chantier.reading.Fact.Standing;
import io.chantier.reading.Source;
import io.chantier.reading.Sources;
import io.chantier.reading.facts.CorrectedFact;
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

    private static final int LONGEST = 500;

    private final Sites sites;
    private final Sources sources;

    FactApi(Sites sites, Sources sources) {
        this.sites = sites;
        this.sources = sources;
    }

    /**
     * @param standing {@code CHOSEN} or {@code REJECTED}; what contradicts a chosen fact steps back, and for a rejected
     *     one the next best is chosen
     * @param display what is true instead; the answer is then the corrected fact, with an id of its own
     */
    record Decision(@Nullable String standing, @Nullable String display) {}

    /** All facts, those chosen and those not, in the order in which they are shown. */
    @GetMapping
    List<Fact> list(Caller caller, @PathVariable String slug) {
        return sources.facts(caller.team(), found(caller, slug).id());
    }

    /** Chooses, withholds or corrects a fact. The site changes when it is generated again. */
    @PutMapping("/{id}")
    Fact decide(Caller caller, @PathVariable String slug, @PathVariable UUID id, @RequestBody Decision decision) {
        var site = found(caller, slug);
        var fact = sources.facts(caller.team(), site.id()).stream()
                .filter(one -> one.id().equals(id))
                .findFirst()
                .orElseThrow(() -> unknown(id));
        var decided = decision.display() == null
                ? stand(site, fact, decision.standing())
                : correct(site, fact, decision.display());
        return decided.orElseThrow(() -> unknown(id));
    }

    private Optional<Fact> stand(Site site, Fact fact, @Nullable String standing) {
        if (Standing.CHOSEN.name().equals(standing)) return sources.choose(site.team(), site.id(), fact.id());
        if (Standing.REJECTED.name().equals(standing)) return sources.reject(site.team(), site.id(), fact.id());
        throw invalid("standing", "fact-standing", Map.of("standing", standing == null ? "" : standing));
    }

    private Optional<Fact> correct(Site site, Fact fact, String display) {
        if (display.isBlank()) throw new ProblemException(Problem.ofField("display", "required", Map.of()));
        if (display.length() > LONGEST) throw new ProblemException(Problem.ofField("display", "too-long", Map.of()));
        if (!CorrectedFact.isCorrectable(fact))
            throw invalid("display", "fact-verbatim", Map.of("display", fact.display()));
        var language =
                sources.find(site.team(), site.id()).map(Source::language).orElse("fr");
        var right = CorrectedFact.of(fact, display, language)
                .orElseThrow(() -> invalid(
                        "display",
                        "fact-correction",
                        Map.of("display", display, "kind", fact.kind().name())));
        return sources.correct(site.team(), site.id(), fact.id(), right);
    }

    private Site found(Caller caller, String slug) {
        return Optional.of(slug)
                .filter(Slug::isSlug)
                .flatMap(text -> sites.find(caller.team(), new Slug(text)))
                .orElseThrow(() -> new ProblemException(Problem.of("site-unknown", 404, Map.of("slug", slug))));
    }

    private static ProblemException invalid(String field, String code, Map<String, String> arguments) {
        var fields = List.of(new FieldProblem(field, "malformed", Map.of()));
        return new ProblemException(new Problem(code, 422, arguments, fields));
    }

    private static ProblemException unknown(UUID id) {
        return new ProblemException(Problem.of("fact-unknown", 404, Map.of("id", id.toString())));
    }
}
