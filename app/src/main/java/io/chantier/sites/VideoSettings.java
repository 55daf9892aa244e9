package io.chantier.sites;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What videos of sites may be.
 *
 * @param most the largest file that is taken; a form takes 32 MB altogether
 */
@ConfigurationProperties(prefix = "chantier.videos", ignoreUnknownFields = false)
public record VideoSettings(@DefaultValue("12MB") DataSize most) {}
