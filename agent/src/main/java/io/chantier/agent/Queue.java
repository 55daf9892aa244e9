package io.chantier.agent;

import io.chantier.jobs.Dialect;
import io.chantier.jobs.JobEngine;
import io.chantier.jobs.Recipe;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The queues of the contract, and which of its jobs waits in which. */
enum Queue {
    /** What somebody waits for in front of a screen. */
    HIGH(
            1,
            Set.of(
                    "New Site",
                    "New Site from Backup",
                    "Rename Site",
                    "Add Domain",
                    "Remove Domain",
                    "Activate Site",
                    "Deactivate Site",
                    "Update Site Configuration",
                    "Reset Site Usage",
                    "Update Bench Configuration",
                    "Recover Failed Site Migrate",
                    "Recover Failed Site Pull",
                    "Recover Failed Site Update",
                    "Add Upstream to Proxy",
                    "Add Site to Upstream",
                    "Remove Site from Upstream",
                    "Add Domain to Upstream",
                    "Rename Site on Upstream",
                    "Add Wildcard Hosts to Proxy",
                    "Update Site Status",
                    "Add Host to Proxy",
                    "Remove Host from Proxy",
                    "Reload NGINX",
                    "Reload NGINX Job")),
    DEFAULT(0, Set.of()),
    LOW(-1, Set.of("New Bench", "Archive Bench", "Update Site Migrate", "Update Site Pull", "Cleanup Unused Files")),
    /** With workers of its own: a long backup never takes the place of another job, and always gets one. */
    BACKUP(0, Set.of("Backup Site"));

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final int priority;

    @SuppressWarnings("ImmutableEnumChecker") // made by Set.of
    private final Set<String> names;

    Queue(int priority, Set<String> names) {
        this.priority = priority;
        this.names = names;
    }

    static Queue of(AgentRecipe recipe) {
        for (var queue : values()) {
            if (queue.names.contains(recipe.name())) {
                return queue;
            }
        }
        return DEFAULT;
    }

    int priority() {
        return priority;
    }

    /** An engine that works through the queues; the lock of the agent's folder keeps all others away from them. */
    static JobEngine engine(Journal journal, List<AgentRecipe> recipes, Running running) {
        return engine(journal, recipes, running, PATIENCE);
    }

    /** @param patience after this, a job that others overtake is let in, one at a time */
    static JobEngine engine(Journal journal, List<AgentRecipe> recipes, Running running, Duration patience) {
        var limit = new TimeLimit(journal);
        var backups = recipes.stream()
                .filter(recipe -> of(recipe) == BACKUP)
                .map(Recipe::kind)
                .collect(Collectors.toSet());
        var engine = JobEngine.builder(journal, journal, Dialect.SQLITE)
                .recipes(recipes.stream().map(limit::on).toList())
                .worker("agent", running.workers())
                .alone()
                .ageing(patience);
        return (backups.isEmpty() ? engine : engine.apart(backups, running.backupWorkers())).build();
    }
}
