package io.chantier.deployment;

import io.chantier.sites.SiteId;
import io.chantier.values.Digest;
import io.chantier.values.TeamId;
import java.time.Instant;

/**
 * What people who work on a site see of it: what stands under its unlisted address.
 *
 * @param since when it was put there
 */
public record ShownRelease(TeamId team, SiteId site, Digest release, Instant since) {}
