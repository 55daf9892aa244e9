package io.chantier.generation;

import io.chantier.sites.SiteId;
import io.chantier.values.TeamId;
import java.util.UUID;

/**
 * For whom an author works: its costs are booked there.
 *
 * @param step the step of the job, as the journal names it
 */
public record Errand(TeamId team, SiteId site, UUID job, String step, Progress progress) {}
