package io.chantier.lifecycle;

import io.chantier.jobs.JobOrder;
import io.chantier.jobs.Recipe;
import io.chantier.jobs.Step;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * Brings a site to another bench of its server, after a backup. Whatever fails on the way, or afterwards does not answer,
 * is back on its old bench with the tables that it had there; so is what somebody calls off.
 */
@Component
class UpdateBenchSite implements Recipe {

    static final String KIND = "update-bench-site";

    private final BenchUpdateSteps bench;

    UpdateBenchSite(BenchUpdateSteps bench) {
        this.bench = bench;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public List<Step> steps(JobOrder order) {
        var site = SiteKey.of(order);
        var move = BenchMove.of(order);
        return List.of(
                bench.compare(site, move),
                bench.backUp(site, move),
                bench.update(site, move),
                bench.moveHome(site, move),
                bench.verify(site, move));
    }
}
