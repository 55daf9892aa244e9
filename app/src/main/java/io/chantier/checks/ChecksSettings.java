package io.chantier.checks;

import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the gate measures by.
 *
 * @param template the folder of the site template, which holds {@code template/schemas}; also named by {@code SITE_ASTRO_DIR}
 * @param page most bytes of one page's HTML
 * @param styles most bytes of one style sheet
 * @param pictures most bytes of pictures that one page loads; more is a warning
 * @param videos most bytes of videos that one page offers; more is a warning
 * @param browser whether a site may go online without a browser having looked
 * @param patience how long the browser may take
 * @param nightly how many sites are examined again each night, those first that were not for the longest time
 */
@ConfigurationProperties(prefix = "chantier.checks", ignoreUnknownFields = false)
public record ChecksSettings(
        @DefaultValue("templates/site-astro") Path template,
        @DefaultValue("300000") int page,
        @DefaultValue("100000") int styles,
        @DefaultValue("3000000") int pictures,
        @DefaultValue("6000000") int videos,
        @DefaultValue("when-available") Browser browser,
        @DefaultValue("90s") Duration patience,
        @DefaultValue("20") int nightly) {

    public enum Browser {
        /** What no browser has looked at goes online only when a person answers for it. */
        REQUIRED,
        /** Where there is no browser, that is a remark, which a person can accept. */
        WHEN_AVAILABLE,
        /** The same, and no browser is sought. */
        NEVER
    }
}
