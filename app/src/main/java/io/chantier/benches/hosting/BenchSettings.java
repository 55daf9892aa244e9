package io.chantier.benches.hosting;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What teams may have on the benches of this installation.
 *
 * @param sitesPerTeam as many may a team order; sites that were adopted and archived ones do not count
 */
@ConfigurationProperties(prefix = "chantier.benches", ignoreUnknownFields = false)
record BenchSettings(@DefaultValue("100") int sitesPerTeam) {

    BenchSettings {
        if (sitesPerTeam < 0)
            throw new IllegalArgumentException(
                    "chantier.benches.sites-per-team is " + sitesPerTeam + "; it must be 0 or more.");
    }
}
