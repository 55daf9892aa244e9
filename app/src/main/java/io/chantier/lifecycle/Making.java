package io.chantier.lifecycle;

import io.chantier.generation.Assignment;
import io.chantier.generation.Author;
import io.chantier.generation.Progress;
import io.chantier.generation.Writing;
import io.chantier.jobs.Failure;
import io.chantier.jobs.Step;
import io.chantier.jobs.StepOutcome;
import io.chantier.lifecycle.SiteSteps.SiteStepContext;
import io.chantier.sites.Drafts;
import io.chantier.sites.Site;
import io.chantier.sites.SiteState;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The steps that make a site's content. */
@Component
class Making {

    private final SiteSteps steps;
    private final OldSites oldSites;
    private final Author author;
    private final Drawer drawer;
    private final Manuscripts manuscripts;

    Making(SiteSteps steps, OldSites oldSites, Author author, Drawer drawer, Manuscripts manuscripts) {
        this.steps = steps;
        this.oldSites = oldSites;
        this.author = author;
        this.drawer = drawer;
        this.manuscripts = manuscripts;
    }

    /** Lays out the client's folder; taking it back gives the site the state that it had. */
    Step copyTemplate(SiteKey key) {
        return step("copy-template", key, (site, _) -> StepOutcome.done(manuscripts.layOut(site)))
                .undoneBy(_ -> steps.change(key, Making::asBefore));
    }

    Step readSource(SiteKey key) {
        return step("read-source", key, (site, context) -> switch (oldSites.read(site, context)) {
            case OldSites.Outcome.Read(var source) -> {
                context.log(
                        "source-read",
                        Map.of(
                                "pages", Integer.toString(source.pages().size()),
                                "facts", Integer.toString(source.facts().size()),
                                "pictures",
                                        Integer.toString(
                                                source.look().pictures().size())));
                yield StepOutcome.done(Integer.toString(source.facts().size()));
            }
            case OldSites.Outcome.Nothing(var why) -> new StepOutcome.Failed(why);
            case OldSites.Outcome.Unwanted() -> StepOutcome.done();
        });
    }

    Step writeContent(SiteKey key) {
        return step(Drawer.FILLED_BY, key, (site, context) -> {
            var given = Optional.of(site.name()).filter(_ -> !Drafts.isNameSuggested(site.profile()));
            var assignment = new Assignment(
                    oldSites.of(site),
                    given,
                    Optional.ofNullable(site.profile().language()),
                    site.profile().wishes());
            return switch (author.write(assignment, told(context))) {
                case Writing.Written written -> StepOutcome.done(drawer.put(written.files()));
                case Writing.NothingToSay(var code, var arguments) -> StepOutcome.failed(code, arguments);
                case Writing.Unavailable(var code, var arguments, var pause) ->
                    new StepOutcome.TryAgain(new Failure(code, arguments), pause);
            };
        });
    }

    /** The author's data with what people wrote, as a new revision; what they wrote before stays in the one before. */
    Step adaptDesign(SiteKey key, HandTexts texts) {
        return step("adapt-design", key, (site, context) -> {
            var written = drawer.take(context.resultOf(Drawer.FILLED_BY));
            var byHand = manuscripts.placesByHand(site);
            var kept = manuscripts.keep(site, written, texts, author.name());
            var number = kept.revision().number();
            switch (texts) {
                case KEEP -> tellKept(context, kept);
                case REPLACE -> {
                    if (byHand > 0)
                        context.log("by-hand-left", Map.of("count", text(byHand), "number", text(number - 1)));
                }
            }
            context.log("revision", Map.of("number", text(number)));
            return StepOutcome.done(kept.revision().id());
        });
    }

    private static void tellKept(SiteStepContext context, Manuscripts.Kept kept) {
        if (kept.byHand() > 0) context.log("by-hand-kept", Map.of("count", text(kept.byHand())));
        for (var one : kept.displaced())
            context.log("by-hand-displaced", Map.of("who", one.who(), "text", one.shortened()));
    }

    private static String text(int number) {
        return Integer.toString(number);
    }

    private Step step(String name, SiteKey key, SiteSteps.SiteWork work) {
        return steps.named(name, key, Making::enter, work);
    }

    static Site enter(Site site) {
        return site.state() == SiteState.GENERATING ? site : site.generating();
    }

    private static Site asBefore(Site site) {
        if (site.state() != SiteState.GENERATING) return site;
        return site.status().revision() == null ? site.backToDraft() : site.generated();
    }

    private static Progress told(SiteStepContext context) {
        return new Progress() {
            @Override
            public void reached(int percent) {
                context.progress(percent);
            }

            @Override
            public void says(String code, Map<String, String> arguments) {
                context.log(code, arguments);
            }
        };
    }
}
