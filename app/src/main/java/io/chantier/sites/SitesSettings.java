package io.chantier.sites;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the work trees of sites lie.
 *
 * @param clients the folder of {@code <slug>/}; also named by {@code CLIENTS_DIR}
 */
@ConfigurationProperties(prefix = "chantier.sites", ignoreUnknownFields = false)
record SitesSettings(@DefaultValue("data/clients") Path clients) {}
