package io.chantier.lifecycle;

import io.chantier.generation.Errand;
import io.chantier.generation.Writing;
import io.chantier.jobs.Failure;
import io.chantier.jobs.Step;
import io.chantier.jobs.StepOutcome;
import io.chantier.lifecycle.Manuscripts.Translated;
import io.chantier.lifecycle.SiteSteps.SiteStepContext;
import io.chantier.sites.Site;
import io.chantier.sites.SitePictures;
import io.chantier.storage.Media.Picture;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** The step in which a site's texts are translated into its further languages, as far as they want it. */
@Component
class Translations {

    static final String TRANSLATE = "translate";

    private final SiteSteps steps;
    private final Manuscripts manuscripts;
    private final SitePictures pictures;

    Translations(SiteSteps steps, Manuscripts manuscripts, SitePictures pictures) {
        this.steps = steps;
        this.manuscripts = manuscripts;
        this.pictures = pictures;
    }

    /** While the site is made. The result is the newest revision. */
    Step translate(SiteKey key, Authorship by) {
        return steps.named(TRANSLATE, key, Making::enter, (site, context) -> translate(site, by, context));
    }

    /** The same beside a site that stays as it is until somebody publishes. */
    Step translateBeside(SiteKey key, Authorship by) {
        return steps.beside(TRANSLATE, key, (site, context) -> translate(site, by, context));
    }

    private StepOutcome translate(Site site, Authorship by, SiteStepContext context) throws InterruptedException {
        for (var language : site.profile().wishes().languages()) {
            if (language.equals(site.profile().language())) continue;
            var failed = translate(site, language, by, context);
            if (failed.isPresent()) return failed.get();
        }
        return StepOutcome.done(Optional.ofNullable(manuscripts.revision(site)).orElse(""));
    }

    private Optional<StepOutcome> translate(Site site, String language, Authorship authorship, SiteStepContext context)
            throws InterruptedException {
        var errand = new Errand(site.team(), site.id(), context.jobId(), TRANSLATE, Making.told(context));
        var files = manuscripts.newest(site);
        var alts = alts(site);
        Function<SortedMap<String, byte[]>, Translated> by = written ->
                new Translated(language, written, alts, authorship.author().name());
        var written = authorship
                .author()
                .translate(files, language, alts, errand, part -> manuscripts.translate(site, by.apply(part)));
        return switch (written) {
            case Writing.Written(var all, var _) -> {
                manuscripts
                        .translate(site, by.apply(all))
                        .ifPresent(kept -> context.log(
                                "translated", Map.of("language", language, "number", Integer.toString(kept.number()))));
                yield Optional.empty();
            }
            // What it was paid for before is kept already.
            case Writing.Stopped(var _, var _, var code, var arguments) ->
                Optional.of(StepOutcome.failed(code, arguments));
            case Writing.NothingToSay(var code, var arguments) -> Optional.of(StepOutcome.failed(code, arguments));
            // The engine looks after a cancelled job before it looks at an outcome.
            case Writing.Unwanted() -> Optional.of(StepOutcome.done());
            case Writing.Unavailable(var code, var arguments, var pause) ->
                Optional.of(new StepOutcome.TryAgain(new Failure(code, arguments), pause));
        };
    }

    private Map<String, String> alts(Site site) {
        return pictures.of(site).stream().collect(Collectors.toMap(Picture::id, Picture::alt, (one, _) -> one));
    }
}
