package io.chantier.agent;

import io.chantier.agent.benches.Updates;
import java.util.List;

/** The jobs of the contract that bring a site to another bench, and back. */
final class UpdateJobs {

    private final Updates updates;

    UpdateJobs(Updates updates) {
        this.updates = updates;
    }

    List<AgentRecipe> all() {
        return List.of(pull(), migrate(), moveToBench(), recoverPull(), recoverMigrate(), recover(), restoreTables());
    }

    AgentRecipe pull() {
        return new SiteRecipe("update-site-pull", "Update Site Pull", "update_site_pull_job", updates::pull);
    }

    AgentRecipe migrate() {
        return new SiteRecipe(
                "update-site-migrate", "Update Site Migrate", "update_site_migrate_job", updates::migrate);
    }

    AgentRecipe moveToBench() {
        return new SiteRecipe(
                "move-site-to-bench", "Move Site to Bench", "move_site_to_bench_job", updates::moveToBench);
    }

    AgentRecipe recoverPull() {
        return new SiteRecipe(
                "recover-site-pull", "Recover Failed Site Pull", "update_site_recover_pull_job", updates::recoverPull);
    }

    AgentRecipe recoverMigrate() {
        return new SiteRecipe(
                "recover-site-migrate",
                "Recover Failed Site Migrate",
                "update_site_recover_migrate_job",
                updates::recoverMigrate);
    }

    AgentRecipe recover() {
        return new SiteRecipe(
                "recover-site-update", "Recover Failed Site Update", "update_site_recover_job", updates::recover);
    }

    AgentRecipe restoreTables() {
        return new SiteRecipe(
                "restore-site-tables", "Restore Site Tables", "restore_site_tables_job", updates::restoreTables);
    }
}
