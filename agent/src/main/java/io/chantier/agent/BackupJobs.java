package io.chantier.agent;

import io.chantier.agent.benches.BackupDownloads;
import io.chantier.agent.benches.BackupSteps;
import io.chantier.agent.benches.BenchNginx;
import io.chantier.agent.benches.BenchProgram;
import io.chantier.agent.benches.Benches;
import io.chantier.agent.benches.RestoreSteps;
import io.chantier.agent.benches.SiteCall;
import io.chantier.agent.benches.SiteCommands;
import io.chantier.agent.benches.SiteMaking;
import io.chantier.agent.benches.SiteSteps;
import io.chantier.agent.benches.WayBack;
import io.chantier.agent.commands.Commands;
import io.chantier.agent.secrets.JobSecrets;
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

    private static final String UPDATE_CONFIGURATION = "Update Site Configuration";

    private final BackupSteps backups;
    private final BackupDownloads downloads;
    private final RestoreSteps restores;
    private final SiteSteps sites;
    private final BenchNginx nginx;
    private final SiteMaking making;

    private BackupJobs(
            BackupSteps backups,
            BackupDownloads downloads,
            RestoreSteps restores,
            SiteSteps sites,
            BenchNginx nginx,
            SiteMaking making) {
        this.backups = backups;
        this.downloads = downloads;
        this.restores = restores;
        this.sites = sites;
        this.nginx = nginx;
        this.making = making;
    }

    static BackupJobs of(
            Benches benches,
            SiteCommands bench,
            Commands commands,
            BenchProgram program,
            JobSecrets secrets,
            BenchNginx nginx) {
        var downloads = new BackupDownloads(benches, secrets);
        var wayBack = new WayBack(benches, commands, program.environment(), secrets);
        return new BackupJobs(
                new BackupSteps(benches, bench, commands, secrets),
                downloads,
                new RestoreSteps(benches, bench, secrets, downloads, wayBack),
                new SiteSteps(benches, bench, commands),
                nginx,
                new SiteMaking(benches, bench, secrets, nginx));
    }

    List<AgentRecipe> all() {
        return List.of(backup(), restore(), newSite());
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
            steps.add(restores.configure(order, UPDATE_CONFIGURATION, CONFIG));
        }
        steps.add(restores.restore(order));
        steps.add(downloads.delete(order));
        steps.addAll(settle(order));
        steps.add(restores.forget(order));
        steps.add(restores.listApps(order));
        return steps;
    }

    /** What comes after the database of a site is that of a backup. */
    private List<Step> settle(JobOrder order) {
        var call = SiteCall.of(order);
        return List.of(
                restores.uninstallUnavailableApps(order),
                sites.migrate(order),
                restores.setAdministratorPassword(order),
                sites.enableScheduler(call),
                nginx.setup(call.bench()),
                nginx.reload());
    }

    AgentRecipe newSite() {
        return new SiteRecipe(
                "new-site-from-backup", "New Site from Backup", "new_site_from_backup", this::newSiteSteps, true);
    }

    private List<Step> newSiteSteps(JobOrder order) {
        var steps = new ArrayList<>(List.of(
                making.claim(order),
                downloads.download(order),
                making.make(order),
                sites.updateConfiguration(order),
                restores.restore(order)));
        if (SiteCall.of(order).is(HAS_CONFIG, false)) {
            steps.add(restores.configure(order, UPDATE_CONFIGURATION + AgentRecipe.AGAIN, CONFIG));
        }
        steps.add(downloads.delete(order));
        steps.addAll(settle(order));
        steps.add(restores.listApps(order));
        return steps;
    }
}
