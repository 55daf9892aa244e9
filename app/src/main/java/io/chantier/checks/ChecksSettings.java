package io.chantier.checks;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the gate measures by.
 *
 * @param template the folder of the site template, which holds {@code template/schemas}; also named by {@code SITE_ASTRO_DIR}
 * @param page most bytes of one page's HTML
 * @param styles most bytes of one style sheet
 * @param pictures most bytes of pictures that one page loads; more is a warning
 */
@ConfigurationProperties(prefix = "chantier.checks", ignoreUnknownFields = false)
public record ChecksSettings(
        @DefaultValue("templates/site-astro") Path template,
        @DefaultValue("300000") int page,
        @DefaultValue("100000") int styles,
        @DefaultValue("3000000") int pictures) {}
