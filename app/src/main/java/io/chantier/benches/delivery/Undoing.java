package io.chantier.benches.delivery;

import io.chantier.protocol.AgentJob;
import io.chantier.protocol.AgentStatus;
import io.chantier.protocol.AgentStep;
import java.util.Optional;

/** Whether what a job made has to be taken away: only what it made itself, never what was there before it. */
final class Undoing {

    private Undoing() {}

    /**
     * A site whose making was refused because it was there already is not ours, whatever became of the job: a stock
     * agent loses exit codes and tells of success there too.
     */
    static boolean isNeeded(OrderedJob undone, AgentJob over) {
        boolean ofSite = undone.order().type() == AgentJobType.NEW_SITE;
        if (ofSite && SiteRefusal.isTold(over)) return false;
        if (over.status() == AgentStatus.SUCCESS) return true;
        return making(undone, over)
                .filter(step -> step.status() != AgentStatus.PENDING)
                .filter(step -> !ofSite || !SiteRefusal.isBeforeMaking(step))
                .isPresent();
    }

    /** Where a backup has to be fetched before, nothing is made until it is there. */
    private static Optional<AgentStep> making(OrderedJob undone, AgentJob over) {
        boolean fetches = undone.order().name().equals("New Site from Backup");
        return over.steps().stream()
                .filter(step -> !fetches || step.name().equals("New Site"))
                .findFirst();
    }
}
