package io.chantier.lifecycle;

import io.chantier.generation.Errand;
import io.chantier.generation.Progress;
import io.chantier.generation.Signature;
import io.chantier.generation.Writing;
import io.chantier.jobs.Failure;
import io.chantier.jobs.Step;
import io.chantier.jobs.StepOutcome;
import io.chantier.lifecycle.SiteSteps.SiteStepContext;
import io.chantier.sites.Site;
import io.chantier.sites.SiteState;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.springframework.stereotype.Component;

/** The steps that make a site's content. */
@Component
class Making {

    static final String ANALYSE = Drawer.STUDIED_BY;
    static final String DESIGN = "adapt-design";

    private final SiteSteps steps;
    private final OldSites oldSites;
    private final Drawer drawer;
    private final Manuscripts manuscripts;

    Making(SiteSteps steps, OldSites oldSites, Drawer drawer, Manuscripts manuscripts) {
        this.steps = steps;
        this.oldSites = oldSites;
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

    /** What the author understood goes into the drawer for its next step. */
    Step analyse(SiteKey key, Authorship by) {
        return step(ANALYSE, key, (site, context) -> {
            var study = by.author().study(oldSites.assignment(site), errand(site, context, ANALYSE));
            return outcome(site, study, written -> StepOutcome.done(drawer.put(written.files())));
        });
    }

    Step writeContent(SiteKey key, Authorship by) {
        return step(Drawer.FILLED_BY, key, (site, context) -> {
            var writing = by.author()
                    .write(oldSites.assignment(site), study(context), errand(site, context, Drawer.FILLED_BY));
            return outcome(
                    site, signed(writing, by, context), written -> StepOutcome.done(drawer.put(written.files())));
        });
    }

    /** The author's data with what people wrote, as a new revision; what they wrote before stays in the one before. */
    Step adaptDesign(SiteKey key, Authorship by) {
        return step(DESIGN, key, (site, context) -> {
            var written = drawer.take(context.resultOf(Drawer.FILLED_BY));
            var designed = by.author()
                    .design(oldSites.assignment(site), study(context), written, errand(site, context, DESIGN));
            return outcome(site, designed, files -> StepOutcome.done(kept(site, by, files, context)));
        });
    }

    /** What says nothing else of itself was written by this author in this job. */
    private Writing signed(Writing writing, Authorship by, SiteStepContext context) {
        var author = by.author().name();
        return switch (writing) {
            case Writing.Written(var files, var cost) ->
                new Writing.Written(
                        Signature.signed(files, manuscripts.signature(author, cost.model(), context.jobId())), cost);
            case Writing.Stopped(var files, var writer, var code, var arguments)
            when !files.isEmpty() ->
                new Writing.Stopped(
                        Signature.signed(files, manuscripts.signature(writer, "", context.jobId())),
                        writer,
                        code,
                        arguments);
            case Writing.Stopped _, Writing.Unwanted _, Writing.NothingToSay _, Writing.Unavailable _ -> writing;
        };
    }

    private String kept(Site site, Authorship by, Writing.Written written, SiteStepContext context) {
        var byHand = manuscripts.placesByHand(site);
        var kept =
                manuscripts.keep(site, written.files(), by.texts(), by.author().name());
        var number = kept.revision().number();
        switch (by.texts()) {
            case KEEP -> tellKept(context, kept);
            case REPLACE -> {
                if (byHand > 0) context.log("by-hand-left", Map.of("count", text(byHand), "number", text(number - 1)));
            }
        }
        context.log("revision", Map.of("number", text(number)));
        return kept.revision().id();
    }

    /** What was made before the author was stopped is kept where there is nothing better yet. */
    private StepOutcome outcome(Site site, Writing writing, Function<Writing.Written, StepOutcome> done) {
        return switch (writing) {
            case Writing.Written written -> done.apply(written);
            case Writing.NothingToSay(var code, var arguments) -> StepOutcome.failed(code, arguments);
            case Writing.Stopped(var files, var author, var code, var arguments) -> {
                if (!files.isEmpty() && site.status().revision() == null)
                    manuscripts.keep(site, files, HandTexts.KEEP, author);
                yield StepOutcome.failed(code, arguments);
            }
            // The engine looks after a cancelled job before it looks at an outcome.
            case Writing.Unwanted() -> StepOutcome.done();
            case Writing.Unavailable(var code, var arguments, var pause) ->
                new StepOutcome.TryAgain(new Failure(code, arguments), pause);
        };
    }

    private SortedMap<String, byte[]> study(SiteStepContext context) {
        return context.maybeResultOf(ANALYSE).map(drawer::take).orElseGet(TreeMap::new);
    }

    private static Errand errand(Site site, SiteStepContext context, String step) {
        return new Errand(site.team(), site.id(), context.jobId(), step, told(context));
    }

    private static void tellKept(SiteStepContext context, Manuscripts.Kept kept) {
        if (kept.byHand() > 0) context.log("by-hand-kept", Map.of("count", text(kept.byHand())));
        if (kept.translationsDropped() > 0)
            context.log("translations-dropped", Map.of("count", text(kept.translationsDropped())));
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

    static Progress told(SiteStepContext context) {
        return new Progress() {
            @Override
            public void reached(int percent) {
                context.progress(percent);
            }

            @Override
            public boolean isUnwanted() {
                return context.cancelled();
            }

            @Override
            public void says(String code, Map<String, String> arguments) {
                context.log(code, arguments);
            }
        };
    }
}
