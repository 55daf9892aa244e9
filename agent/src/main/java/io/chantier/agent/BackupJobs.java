package io.chantier.agent;

import io.chantier.agent.benches.BackupDownloads;
import io.chantier.agent.benches.BackupSteps;
import io.chantier.agent.benches.BenchNginx;
import io.chantier.agent.benches.RestoreSteps;
import io.chantier.agent.benches.SiteCall;
import io.chantier.agent.benches.SiteSteps;
import io.chantier.jobs.JobOrder;
import io.chantier.jobs.Step;
import java.util.ArrayList;
import java.util.List;

/** The jobs of the contract that make backups of a site and bring them back. */
final class BackupJobs {

    /** Of an order: whether the files of the site are in the backup, besides its database. */
    static final String WITH_FILES = "with_files";
    /** Of an order: that {@link #CONFIG} came along. */
    static final String HAS_CONFIG = "has_config";
    /** The secret of an order that is put into the configuration of the site: it may hold keys. */
    static final String CONFIG = "sanitized_config_content";

    private final BackupSteps backups;
    private final BackupDownloads downloads;
    private final RestoreSteps restores;
    private final SiteSteps sites;
    private final BenchNginx nginx;

    BackupJobs(
            BackupSteps backups, BackupDownloads downloads, RestoreSteps restores, SiteSteps sites, BenchNginx nginx) {
        this.backups = backups;
        this.downloads = downloads;
        this.restores = restores;
        this.sites = sites;
        this.nginx = nginx;
    }

    List<AgentRecipe> all() {
        return List.of(backup(), restore());
    }

    AgentRecipe backup() {
        return new SiteRecipe("backup-site", "Backup Site", "backup_job", this::backupSteps, true);
    }

    private List<Step> backupSteps(JobOrder order) {
        var steps = new ArrayList<>(backups.backup(order, SiteCall.of(order).is(WITH_FILES, false)));
        steps.add(backups.tell());
        return steps;
    }

    AgentRecipe restore() {
        return new SiteRecipe("restore-site", "Restore Site", "restore_job", this::restoreSteps, true);
    }

    private List<Step> restoreSteps(JobOrder order) {
        var call = SiteCall.of(order);
        var steps = new ArrayList<Step>();
        steps.add(downloads.download(order));
        steps.add(restores.keep(order));
        if (call.is(HAS_CONFIG, false)) {
            steps.add(restores.configure(order, "Update Site Configuration", CONFIG));
        }
        steps.add(restores.restore(order));
        steps.addAll(List.of(
                downloads.delete(order),
                restores.uninstallUnavailableApps(order),
                sites.migrate(order),
                restores.setAdministratorPassword(order),
                restores.enableScheduler(order),
                nginx.setup(call.bench()),
                nginx.reload(),
                restores.forget(order),
                restores.listApps(order)));
        return steps;
    }
}
