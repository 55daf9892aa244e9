package io.chantier.agent;

import io.chantier.agent.benches.BackupSteps;
import io.chantier.agent.benches.SiteSteps;
import io.chantier.agent.benches.UsageReset;
import io.chantier.jobs.JobOrder;
import io.chantier.jobs.Step;
import io.chantier.protocol.Wire;
import java.util.ArrayList;
import java.util.List;

/** The jobs of the contract that are about one site of one bench. */
final class SiteJobs {

    private final SiteSteps steps;
    private final BackupSteps backups;
    private final UsageReset usage;

    SiteJobs(SiteSteps steps, BackupSteps backups, UsageReset usage) {
        this.steps = steps;
        this.backups = backups;
        this.usage = usage;
    }

    List<AgentRecipe> all() {
        return List.of(
                installApp(),
                uninstallApp(),
                migrate(),
                clearCache(),
                activate(),
                deactivate(),
                updateConfiguration(),
                resetUsage());
    }

    AgentRecipe installApp() {
        return new SiteRecipe(
                "install-app", "Install App on Site", "install_app_job", order -> List.of(steps.installApp(order)));
    }

    AgentRecipe uninstallApp() {
        return new SiteRecipe(
                "uninstall-app", "Uninstall App on Site", "uninstall_app_job", this::uninstallAppSteps, true);
    }

    /** What an app takes with it cannot be brought back but from a backup. */
    private List<Step> uninstallAppSteps(JobOrder order) {
        var all = new ArrayList<>(backups.backupElsewhere(order));
        all.add(steps.uninstallApp(order));
        all.add(backups.tell());
        return all;
    }

    AgentRecipe migrate() {
        return new SiteRecipe("migrate-site", "Migrate Site", "migrate_job", order -> {
            boolean activate = Wire.tree(order.input()).path("activate").asBoolean(true);
            return activate
                    ? List.of(steps.migrate(order), steps.disableMaintenanceMode(order))
                    : List.of(steps.migrate(order));
        });
    }

    AgentRecipe clearCache() {
        return new SiteRecipe(
                "clear-cache",
                "Clear Cache",
                "clear_cache_job",
                order -> List.of(steps.clearCache(order), steps.clearWebsiteCache(order)));
    }

    AgentRecipe activate() {
        return new SiteRecipe(
                "activate-site",
                "Activate Site",
                "activate_job",
                order -> List.of(steps.disableMaintenanceMode(order), steps.buildSearchIndex(order)));
    }

    AgentRecipe deactivate() {
        return new SiteRecipe(
                "deactivate-site",
                "Deactivate Site",
                "deactivate_job",
                order -> List.of(steps.enableMaintenanceMode(order), steps.waitForEnqueuedJobs(order)));
    }

    AgentRecipe resetUsage() {
        return new SiteRecipe(
                "reset-site-usage",
                "Reset Site Usage",
                "reset_site_usage_job",
                order -> List.of(usage.step(order)),
                true);
    }

    AgentRecipe updateConfiguration() {
        return new SiteRecipe(
                "update-site-configuration",
                "Update Site Configuration",
                "update_config_job",
                order -> List.of(steps.updateConfiguration(order)));
    }
}
