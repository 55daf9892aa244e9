package io.chantier.deployment;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How often published sites are looked at.
 *
 * @param every about how long from one look to the next
 * @param again how soon after a look that failed
 * @param atOnce at how many sites one replica looks at a time
 */
@ConfigurationProperties(prefix = "chantier.health", ignoreUnknownFields = false)
public record HealthSettings(
        @DefaultValue("5m") Duration every,
        @DefaultValue("30s") Duration again,
        @DefaultValue("16") int atOnce) {}
