package io.chantier.lifecycle;

import io.chantier.jobs.JobOrder;
import io.chantier.jobs.Recipe;
import io.chantier.jobs.Step;
import java.util.List;
import org.springframework.stereotype.Component;

/** A copy of a site on a bench, to try things out, that sends no mail and does nothing by itself. The site itself is only backed up. */
@Component
class CloneBenchSite implements Recipe {

    static final String KIND = "clone-bench-site";

    private final BenchSteps bench;
    private final BenchSources sources;

    CloneBenchSite(BenchSteps bench, BenchSources sources) {
        this.bench = bench;
        this.sources = sources;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public List<Step> steps(JobOrder order) {
        var site = SiteKey.of(order);
        var wanted = BenchWish.of(order);
        return List.of(
                sources.backUp(site, wanted),
                bench.pickBench(site, wanted),
                bench.makeSite(site, wanted),
                bench.route(site),
                bench.verify(site),
                bench.announce(site));
    }

    /** A server that was just reloaded may need a while to answer. */
    @Override
    public int tries() {
        return 20;
    }
}
