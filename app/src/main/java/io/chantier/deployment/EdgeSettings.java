package io.chantier.deployment;

import java.net.URI;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The server that the public reaches sites by.
 *
 * @param port where it listens; 0 takes any free one
 * @param address how we reach it ourselves to check what the public sees; our own port on loopback when not set
 * @param cacheMegabytes how much memory the files of sites may take; the rest is read when it is asked for
 * @param frameAncestor who may show previews in a frame; the dashboard's addresses when not set
 */
@ConfigurationProperties(prefix = "chantier.edge", ignoreUnknownFields = false)
public record EdgeSettings(
        @DefaultValue("8081") int port,
        @DefaultValue("") URI address,
        @DefaultValue("192") int cacheMegabytes,

        @DefaultValue("http://localhost:8080 http://127.0.0.1:8080")
        String frameAncestor) {}
