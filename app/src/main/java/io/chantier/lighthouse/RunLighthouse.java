package io.chantier.lighthouse;

import io.chantier.deployment.Deployments;
import io.chantier.identity.Audit;
import io.chantier.jobs.Failure;
import io.chantier.jobs.JobOrder;
import io.chantier.jobs.Recipe;
import io.chantier.jobs.Step;
import io.chantier.jobs.StepContext;
import io.chantier.jobs.StepOutcome;
import io.chantier.lifecycle.WorkBehind;
import io.chantier.lighthouse.LighthouseRun.Occasion;
import io.chantier.lighthouse.LighthouseRun.Scores;
import io.chantier.rendering.Lighthouse;
import io.chantier.rendering.Lighthouse.Look;
import io.chantier.sites.Site;
import io.chantier.sites.SiteAddresses;
import io.chantier.storage.Release;
import io.chantier.storage.Releases;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** Lighthouse looks at one site; nobody waits for it, and whoever needs the browser goes first. */
@Component
class RunLighthouse implements Recipe {

    static final String KIND = "lighthouse";

    static final JsonMapper JSON = JsonMapper.shared();

    private static final Duration LATER = Duration.ofMinutes(2);

    private final WorkBehind behind;
    private final Shown shown;
    private final Lighthouse lighthouse;
    private final Keeping keeping;
    private final LighthouseSettings settings;

    RunLighthouse(WorkBehind behind, Shown shown, Lighthouse lighthouse, Keeping keeping, LighthouseSettings settings) {
        this.behind = behind;
        this.shown = shown;
        this.lighthouse = lighthouse;
        this.keeping = keeping;
        this.settings = settings;
    }

    /** What visitors get, and where. */
    @Component
    record Shown(Deployments deployments, Releases releases, SiteAddresses addresses) {}

    /** Where the scores are kept, and who is told. */
    @Component("keepingOfScores")
    record Keeping(LighthouseRuns runs, Audit audit, Clock clock, TransactionTemplate transaction) {}

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public List<Step> steps(JobOrder order) {
        return List.of(Step.named("lighthouse", this::look));
    }

    /** Two at a time would spoil each other's figures. */
    @Override
    public int limit() {
        return 1;
    }

    @Override
    public int tries() {
        return 100;
    }

    private StepOutcome look(StepContext context) {
        var occasion = JSON.readValue(context.order().input(), Occasion.class);
        var site = behind.online(context.order());
        var release = site.flatMap(found -> release(found, occasion));
        if (site.isEmpty() || release.isEmpty()) return StepOutcome.done();
        var address = shown.addresses().of(site.get());
        return switch (lighthouse.at(release.get(), address, settings.least())) {
            case Look.Busy() -> new StepOutcome.TryAgain(new Failure("browser-busy", Map.of()), LATER);
            case Look.NotRun(var why) -> {
                keep(context, site.get(), run(occasion, release.get(), "", null, why));
                yield StepOutcome.done();
            }
            case Look.Taken(var version, var scores) -> {
                keep(context, site.get(), run(occasion, release.get(), version, Scores.of(scores), null));
                yield StepOutcome.done();
            }
        };
    }

    private Optional<Release> release(Site site, Occasion occasion) {
        if (occasion == Occasion.TEMPLATE) return behind.renderedAnew(site);
        return shown.deployments()
                .served(site)
                .flatMap(digest -> shown.releases().find(site.team(), site.id().value(), digest));
    }

    private LighthouseRun run(
            Occasion occasion, Release release, String version, @Nullable Scores scores, @Nullable String failure) {
        return new LighthouseRun(occasion, release.digest(), keeping.clock().instant(), version, scores, failure, null);
    }

    private void keep(StepContext context, Site site, LighthouseRun run) {
        keeping.transaction().executeWithoutResult(_ -> {
            var scores = run.scores();
            var alarm = scores == null
                    ? OptionalInt.empty()
                    : scores.alarm(keeping.runs().scores(site).orElse(null), run.occasion(), settings);
            boolean isNew = keeping.runs().add(site, context.job(), alarm.isEmpty() ? run : run.with(alarm.getAsInt()));
            if (isNew && alarm.isPresent())
                keeping.audit()
                        .write(
                                site.team(),
                                "site.lighthouse-fell",
                                site.id().toString(),
                                Map.of("score", Integer.toString(alarm.getAsInt())));
        });
    }
}
