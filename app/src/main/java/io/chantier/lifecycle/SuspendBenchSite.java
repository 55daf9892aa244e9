package io.chantier.lifecycle;

import io.chantier.jobs.JobOrder;
import io.chantier.jobs.Recipe;
import io.chantier.jobs.Step;
import java.util.List;
import org.springframework.stereotype.Component;

/** Closes a site on a bench for now: visitors are told so, its data stay. */
@Component
class SuspendBenchSite implements Recipe {

    static final String KIND = "suspend-bench-site";

    private final BenchLifeSteps bench;

    SuspendBenchSite(BenchLifeSteps bench) {
        this.bench = bench;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public List<Step> steps(JobOrder order) {
        var site = SiteKey.of(order);
        var errand = BenchErrand.of(order);
        return List.of(bench.showSuspended(site, errand), bench.suspend(site, errand));
    }
}
