package io.chantier.lifecycle;

import io.chantier.jobs.Job;
import io.chantier.jobs.JobOrder;
import io.chantier.jobs.JobState;
import io.chantier.jobs.Recipe;
import io.chantier.jobs.Step;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Takes a site off its bench for good, after a last backup unless somebody says that there is none to be made. */
@Component
class ArchiveBenchSite implements Recipe {

    static final String KIND = "archive-bench-site";

    /** What agents call the jobs that come before. */
    private static final Set<String> SAVING = Set.of("Deactivate Site", "Backup Site");

    private final BenchLifeSteps bench;

    ArchiveBenchSite(BenchLifeSteps bench) {
        this.bench = bench;
    }

    @Override
    public String kind() {
        return KIND;
    }

    /** Whether a job was to archive a site, and the agent could not make its last backup, or not even close it for that. */
    static boolean hasFailedBefore(Job job) {
        var why = job.failure();
        return job.order().kind().equals(KIND)
                && job.state() == JobState.FAILED
                && why != null
                && SAVING.contains(why.arguments().getOrDefault("job", ""));
    }

    @Override
    public List<Step> steps(JobOrder order) {
        var site = SiteKey.of(order);
        var errand = BenchErrand.of(order);
        if (errand.savesNothing()) return List.of(bench.showArchived(site, errand), bench.archive(site, errand));
        return List.of(
                bench.showArchived(site, errand),
                bench.deactivate(site, errand),
                bench.lastBackup(site, errand),
                bench.archive(site, errand));
    }
}
