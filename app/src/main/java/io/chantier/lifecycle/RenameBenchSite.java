package io.chantier.lifecycle;

import io.chantier.benches.hosting.AgentWork;
import io.chantier.benches.hosting.AgentWork.Turn;
import io.chantier.benches.hosting.BenchHosting;
import io.chantier.jobs.JobOrder;
import io.chantier.jobs.Recipe;
import io.chantier.jobs.Step;
import java.util.List;
import org.springframework.stereotype.Component;

/** Another name for a site on its bench, after a backup: proved by looking at it, and its old name again where it is silent. */
@Component
class RenameBenchSite implements Recipe {

    static final String KIND = "rename-bench-site";

    private static final String BACKUP = "back-up-bench-site";

    private final SiteSteps steps;
    private final BenchHosting hosting;
    private final AgentWork work;
    private final BenchRenameStep renaming;

    RenameBenchSite(SiteSteps steps, BenchHosting hosting, AgentWork work, BenchRenameStep renaming) {
        this.steps = steps;
        this.hosting = hosting;
        this.work = work;
        this.renaming = renaming;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public List<Step> steps(JobOrder order) {
        var site = SiteKey.of(order);
        var wish = BenchRenameWish.of(order);
        return List.of(backUp(site, wish), renaming.rename(site, wish));
    }

    private Step backUp(SiteKey key, BenchRenameWish wish) {
        return steps.beside(
                        BACKUP,
                        key,
                        (site, context) -> work.follow(
                                new Turn(wish.origin(), BACKUP, context.signalled()), () -> hosting.backup(site)))
                .undoneAtOnceBy(_ -> work.callOff(wish.origin(), BACKUP));
    }
}
