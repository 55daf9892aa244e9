package io.chantier.deployment;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long one can go back to what was online.
 *
 * @param keep how many releases that were online are kept of each site, however old they are
 * @param days how long the others are kept after they were replaced
 */
@ConfigurationProperties(prefix = "chantier.releases", ignoreUnknownFields = false)
public record RetentionSettings(
        @DefaultValue("10") int keep, @DefaultValue("30") int days) {

    public RetentionSettings {
        if (keep < 1) throw new IllegalArgumentException("CHANTIER_RELEASES_KEEP has to be 1 or more, not " + keep);
        if (days < 0) throw new IllegalArgumentException("CHANTIER_RELEASES_DAYS has to be 0 or more, not " + days);
    }
}
