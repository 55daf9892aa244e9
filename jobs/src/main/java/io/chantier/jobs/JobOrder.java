package io.chantier.jobs;

import java.util.UUID;

/**
 * What somebody wants done.
 *
 * @param kind the {@link Recipe#kind()} to follow
 * @param subject whom it is about, such as a site's id; one job of a kind runs per subject at a time
 * @param team the owner of the job, its log lines and its results
 * @param priority higher goes first; 0 is usual
 * @param input what the recipe needs beyond the subject, as JSON; {@code "{}"} when nothing
 */
public record JobOrder(String kind, String subject, UUID team, int priority, String input) {

    public static JobOrder of(String kind, String subject, UUID team) {
        return new JobOrder(kind, subject, team, 0, "{}");
    }

    public JobOrder withInput(String json) {
        return new JobOrder(kind, subject, team, priority, json);
    }

    public JobOrder withPriority(int urgency) {
        return new JobOrder(kind, subject, team, urgency, input);
    }
}
