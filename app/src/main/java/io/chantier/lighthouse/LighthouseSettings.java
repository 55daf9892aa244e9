package io.chantier.lighthouse;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When Lighthouse looks, and what is worth telling.
 *
 * @param sample how many sites it looks at each night and after the template changed, those first that it has not seen for the
 *     longest time; 0 for none
 * @param night when the night's sample is taken, as a cron expression; {@code -} for never
 * @param patience how long it may take for a site
 * @param least people are told of a lower score after the template changed
 * @param fall people are told of a score that fell by more points than that
 */
@ConfigurationProperties(prefix = "chantier.lighthouse", ignoreUnknownFields = false)
public record LighthouseSettings(
        @DefaultValue("5") int sample,
        @DefaultValue("0 47 2 * * *") String night,
        @DefaultValue("3m") Duration patience,
        @DefaultValue("90") int least,
        @DefaultValue("10") int fall) {}
