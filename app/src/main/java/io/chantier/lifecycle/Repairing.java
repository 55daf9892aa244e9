package io.chantier.lifecycle;

import io.chantier.checks.Finding;
import io.chantier.generation.AuthorSettings;
import io.chantier.generation.Errand;
import io.chantier.generation.Provenance;
import io.chantier.generation.Writing;
import io.chantier.jobs.Step;
import io.chantier.jobs.StepOutcome;
import io.chantier.lifecycle.SiteRendering.Examination;
import io.chantier.lifecycle.SiteSteps.SiteStepContext;
import io.chantier.sites.Site;
import io.chantier.web.Words;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import org.springframework.stereotype.Component;

/** The step in which an author mends what the checks found, for so many rounds at most. */
@Component
class Repairing {

    static final String REPAIR = "repair";

    private final SiteSteps steps;
    private final OldSites oldSites;
    private final Manuscripts manuscripts;
    private final SiteRendering rendering;
    private final AuthorSettings settings;
    private final Words words;

    Repairing(
            SiteSteps steps,
            OldSites oldSites,
            Manuscripts manuscripts,
            SiteRendering rendering,
            AuthorSettings settings,
            Words words) {
        this.steps = steps;
        this.oldSites = oldSites;
        this.manuscripts = manuscripts;
        this.rendering = rendering;
        this.settings = settings;
        this.words = words;
    }

    /** How a round went. */
    private sealed interface Round {
        record Mended(Site site) implements Round {}

        record Over(StepOutcome outcome) implements Round {}
    }

    /** What cannot be mended stays as a finding, which the gate holds back and a person sees. The result is the number of rounds. */
    Step repair(SiteKey key, Authorship by) {
        return steps.named(REPAIR, key, Making::enter, (site, context) -> {
            var rounds = settings.chosen().rounds();
            var now = site;
            for (int round = 0; ; round++) {
                switch (round(now, by, context, round < rounds)) {
                    case Round.Mended(var mended) -> now = mended;
                    case Round.Over(var outcome) -> {
                        return outcome;
                    }
                }
            }
        });
    }

    private Round round(Site site, Authorship by, SiteStepContext context, boolean again) throws InterruptedException {
        return switch (rendering.examine(site)) {
            case Examination.Failed(var why) -> new Round.Over(new StepOutcome.Failed(why));
            case Examination.Examined examined
            when examined.verdict().blocking().isEmpty() || !again ->
                new Round.Over(StepOutcome.done(
                        Integer.toString(examined.verdict().blocking().size())));
            case Examination.Examined examined ->
                mend(site, by, context, examined.verdict().blocking());
        };
    }

    private Round mend(Site site, Authorship by, SiteStepContext context, List<Finding> blocking)
            throws InterruptedException {
        var before = manuscripts.files(site);
        var complaints = blocking.stream().map(this::complaint).toList();
        var errand = new Errand(site.team(), site.id(), context.jobId(), REPAIR, Making.told(context));
        return switch (by.author().repair(oldSites.assignment(site), before, complaints, errand)) {
            case Writing.Written(var files, var cost) -> {
                if (isSame(files, before)) yield new Round.Over(StepOutcome.done(Integer.toString(blocking.size())));
                var signature = manuscripts.signature(by.author().name(), cost.model(), context.jobId());
                var mended = manuscripts.mend(site, files, signature);
                context.log("mended", Map.of("count", Integer.toString(blocking.size())));
                yield new Round.Mended(mended);
            }
            // A site that is not mended is still a site; nobody waits for it, and no round is paid twice.
            case Writing.Unavailable(var code, var _, var _) -> unmended(context, code, blocking);
            case Writing.Stopped(var _, var _, var code, var _) -> unmended(context, code, blocking);
            case Writing.NothingToSay(var code, var _) -> unmended(context, code, blocking);
            case Writing.Unwanted() -> new Round.Over(StepOutcome.done(Integer.toString(blocking.size())));
        };
    }

    /** Whether nothing that is published changed; where words come from, or were only suggested, ends no complaint. */
    private static boolean isSame(SortedMap<String, byte[]> files, SortedMap<String, byte[]> before) {
        return files.keySet().equals(before.keySet())
                && files.entrySet().stream()
                        .filter(file -> !file.getKey().equals(Provenance.FILE))
                        .allMatch(file -> Arrays.equals(file.getValue(), before.get(file.getKey())));
    }

    private Round unmended(SiteStepContext context, String code, List<Finding> blocking) {
        context.log("not-mended", Map.of("reason", words.say(Locale.ENGLISH, "problem." + code + ".title")));
        return new Round.Over(StepOutcome.done(Integer.toString(blocking.size())));
    }

    private String complaint(Finding finding) {
        var said = words.say(Locale.ENGLISH, "finding." + finding.code(), finding.args());
        return "%s %s: %s \"%s\"".formatted(finding.page(), finding.pointer(), said, finding.excerpt());
    }
}
