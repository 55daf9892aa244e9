package io.chantier.lifecycle;

import io.chantier.benches.hosting.AgentWork;
import io.chantier.benches.hosting.AgentWork.Turn;
import io.chantier.benches.hosting.BenchData;
import io.chantier.benches.hosting.BenchHosting;
import io.chantier.jobs.Step;
import io.chantier.jobs.StepOutcome;
import io.chantier.sites.Site;
import io.chantier.sites.SiteState;
import io.chantier.sites.Sites;
import java.util.function.BiFunction;
import org.springframework.stereotype.Component;

/** The steps that agents do with the apps and the data of a site. A cancelled one is called off at the agent. */
@Component
class BenchTaskSteps {

    private static final String MIGRATE = "migrate-bench-site";

    private final SiteSteps steps;
    private final Sites sites;
    private final BenchHosting hosting;
    private final BenchData data;
    private final AgentWork work;

    BenchTaskSteps(SiteSteps steps, Sites sites, BenchHosting hosting, BenchData data, AgentWork work) {
        this.steps = steps;
        this.sites = sites;
        this.hosting = hosting;
        this.data = data;
        this.work = work;
    }

    Step backUp(SiteKey key, BenchTask task) {
        return step("back-up-bench-site", key, task, (turn, site) -> work.follow(turn, () -> hosting.backup(site)));
    }

    Step installApp(SiteKey key, BenchTask task) {
        return step(
                "install-bench-app",
                key,
                task,
                (turn, site) -> work.follow(
                        turn, () -> data.instead(site, task.app()), () -> data.installApp(site, task.app())));
    }

    Step uninstallApp(SiteKey key, BenchTask task) {
        return step(
                "uninstall-bench-app",
                key,
                task,
                (turn, site) -> work.follow(turn, () -> data.uninstallApp(site, task.app())));
    }

    /** What fails in the middle may leave the site closed: it is opened again. */
    Step migrate(SiteKey key, BenchTask task) {
        return step(MIGRATE, key, task, (turn, site) -> work.follow(turn, () -> data.migrate(site)))
                .undoneAtOnceBy(_ -> sites.find(key.team(), key.site())
                        .filter(site -> site.state() == SiteState.LIVE)
                        .ifPresent(site -> work.undo(task.origin(), MIGRATE, data.open(site))));
    }

    Step clearCache(SiteKey key, BenchTask task) {
        return step("clear-bench-cache", key, task, (turn, site) -> work.follow(turn, () -> data.clearCache(site)));
    }

    private Step step(String name, SiteKey key, BenchTask task, BiFunction<Turn, Site, StepOutcome> work) {
        return steps.beside(
                        name,
                        key,
                        (site, context) -> work.apply(new Turn(task.origin(), name, context.signalled()), site))
                .undoneAtOnceBy(_ -> this.work.callOff(task.origin(), name));
    }
}
