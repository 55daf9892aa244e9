package io.chantier.lifecycle;

import io.chantier.jobs.JobOrder;
import io.chantier.jobs.Recipe;
import io.chantier.jobs.Step;
import java.util.List;
import org.springframework.stereotype.Component;

/** A site on a bench: from its name to the public, proved by looking at it. What fails on the way is taken away again. */
@Component
class CreateBenchSite implements Recipe {

    static final String KIND = "create-bench-site";

    private final BenchSteps bench;

    CreateBenchSite(BenchSteps bench) {
        this.bench = bench;
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
                bench.pickBench(site, wanted),
                bench.makeSite(site, wanted),
                bench.route(site),
                bench.verify(site),
                bench.announce(site),
                bench.backUp(site, wanted));
    }

    /** A server that was just reloaded may need a while to answer. */
    @Override
    public int tries() {
        return 20;
    }
}
