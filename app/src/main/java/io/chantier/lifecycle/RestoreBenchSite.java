package io.chantier.lifecycle;

import io.chantier.jobs.JobOrder;
import io.chantier.jobs.Recipe;
import io.chantier.jobs.Step;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * Brings back what a backup of the site holds. What was there is backed up once nobody writes any more, and stays where
 * anything fails.
 */
@Component
class RestoreBenchSite implements Recipe {

    static final String KIND = "restore-bench-site";

    private final BenchLifeSteps life;
    private final BenchRestoreSteps restores;

    RestoreBenchSite(BenchLifeSteps life, BenchRestoreSteps restores) {
        this.life = life;
        this.restores = restores;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public List<Step> steps(JobOrder order) {
        var site = SiteKey.of(order);
        var wanted = RestoreWish.of(order);
        var steps = new ArrayList<Step>();
        steps.add(life.showSuspended(site, wanted.errand()));
        if (!wanted.unsaved()) {
            steps.add(life.deactivate(site, wanted.errand()));
            steps.add(life.safetyBackup(site, wanted.errand()));
        }
        steps.add(restores.letRead(site, wanted));
        steps.add(restores.restore(site, wanted));
        steps.add(restores.stopReading(site, wanted));
        steps.add(life.settle(site, wanted.errand()));
        steps.add(restores.open(site, wanted));
        return steps;
    }

    /** A server that was just reloaded may need a while to answer. */
    @Override
    public int tries() {
        return 20;
    }
}
