package io.chantier.lifecycle;

import io.chantier.jobs.JobOrder;
import io.chantier.jobs.Recipe;
import io.chantier.jobs.Step;
import java.util.List;
import org.springframework.stereotype.Component;

/** Opens a suspended site on a bench again, once it answers. */
@Component
class ResumeBenchSite implements Recipe {

    static final String KIND = "resume-bench-site";

    private final BenchLifeSteps bench;

    ResumeBenchSite(BenchLifeSteps bench) {
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
        return List.of(bench.activate(site, errand), bench.resume(site));
    }

    /** A server may need a while after the maintenance. */
    @Override
    public int tries() {
        return 20;
    }
}
