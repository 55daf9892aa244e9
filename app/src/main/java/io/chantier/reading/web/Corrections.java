package io.chantier.reading.web;

import io.chantier.identity.Caller;
import io.chantier.reading.Fact;
import io.chantier.reading.FactCorrected;
import io.chantier.reading.Source;
import io.chantier.reading.Sources;
import io.chantier.reading.facts.CorrectedFact;
import io.chantier.sites.Site;
import io.chantier.web.Problem;
import io.chantier.web.ProblemException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** What a person types in place of a fact. */
@Component
class Corrections {

    /** As a line in the site's data. */
    private static final int LONGEST = 300;

    private final Sources sources;
    private final ApplicationEventPublisher events;

    Corrections(Sources sources, ApplicationEventPublisher events) {
        this.sources = sources;
        this.events = events;
    }

    /** @param onPages whether a page says it now */
    record Corrected(Fact fact, boolean onPages) {}

    /**
     * @param onPages whether the pages say it at once
     * @throws ProblemException where the words are no such fact
     */
    public Corrected correct(Site site, Fact wrong, String words, boolean onPages, Caller caller) {
        if (words.isBlank()) throw new ProblemException(Problem.ofField("display", "required", Map.of()));
        if (words.length() > LONGEST) throw new ProblemException(Problem.ofField("display", "too-long", Map.of()));
        if (!CorrectedFact.isCorrectable(wrong))
            throw FactApi.invalid("display", "fact-verbatim", Map.of("display", wrong.display()));
        var language =
                sources.find(site.team(), site.id()).map(Source::language).orElse("fr");
        var right = CorrectedFact.of(wrong, words, language)
                .orElseThrow(() -> FactApi.invalid(
                        "display",
                        "fact-correction",
                        Map.of("display", words, "kind", wrong.kind().name())));
        var known = sources.correct(site.team(), site.id(), wrong.id(), right)
                .orElseThrow(() -> FactApi.unknown(wrong.id()));
        var changed = new AtomicBoolean();
        if (onPages) events.publishEvent(new FactCorrected(site, wrong, known, caller, changed));
        return new Corrected(known, changed.get());
    }
}
