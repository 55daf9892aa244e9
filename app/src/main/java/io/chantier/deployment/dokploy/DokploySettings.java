package io.chantier.deployment.dokploy;

import io.chantier.values.Secret;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Publishing on Dokploy; further servers are named on the dashboard.
 *
 * @param url the first Dokploy server ({@code DOKPLOY_URL}); with it, new sites go there
 * @param token its API key ({@code DOKPLOY_TOKEN}), made without a rate limit
 * @param baseImage what the images of sites are built from, where a server says nothing else: any nginx
 * @param reach where its public names are reached from here ({@code http://10.0.0.5}); empty: as the DNS says
 * @param look how often a build under way is looked at
 * @param lostAfter a site that was handed over and neither waits nor builds after this was lost, and is sent again
 * @param buildTimeout a build that takes longer has failed
 * @param showTimeout how long a built site may take to be seen
 * @param leaveAfter how long a site that moved away stays, for proxies that have not heard of it
 */
@ConfigurationProperties(prefix = "chantier.dokploy", ignoreUnknownFields = false)
record DokploySettings(
        @DefaultValue("") String url,
        @DefaultValue("") Secret token,
        @DefaultValue("nginx:alpine") String baseImage,
        @DefaultValue("") String reach,
        @DefaultValue("2s") Duration look,
        @DefaultValue("60s") Duration lostAfter,
        @DefaultValue("15m") Duration buildTimeout,
        @DefaultValue("60s") Duration showTimeout,
        @DefaultValue("10s") Duration leaveAfter) {}
