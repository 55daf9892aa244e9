package io.chantier.thumbnails;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Pictures of sites in lists.
 *
 * @param enabled whether they are taken and shown; frames are shown where not
 * @param every how long from one sheet of pictures to the next
 */
@ConfigurationProperties(prefix = "chantier.thumbnails", ignoreUnknownFields = false)
record ThumbnailSettings(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("10s") Duration every) {}
