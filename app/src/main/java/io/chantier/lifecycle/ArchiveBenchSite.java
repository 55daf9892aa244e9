package io.chantier.lifecycle;

import io.chantier.jobs.JobOrder;
import io.chantier.jobs.Recipe;
import io.chantier.jobs.Step;
import java.util.List;
import org.springframework.stereotype.Component;

/** Takes a site off its bench for good, after a last backup. */
@Component
class ArchiveBenchSite implements Recipe {

    static final String KIND = "archive-bench-site";

    private final BenchLifeSteps bench;

    ArchiveBenchSite(BenchLifeSteps bench) {
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
        return List.of(
                bench.showArchived(site),
                bench.deactivate(site, errand),
                bench.lastBackup(site, errand),
                bench.archive(site, errand));
    }
}
