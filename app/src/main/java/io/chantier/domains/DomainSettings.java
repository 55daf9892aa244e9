package io.chantier.domains;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How custom domains are proved and given back.
 *
 * @param every how often it is looked whether a name is due for a question to DNS
 * @param quarantine for how long a team may take a released name back with the proof that it had
 * @param mostPerSite how many names a site may have
 * @param mostPerTeam how many names all sites of a team may have together
 */
@ConfigurationProperties(prefix = "chantier.domains", ignoreUnknownFields = false)
public record DomainSettings(
        @DefaultValue("10s") Duration every,
        @DefaultValue("30d") Duration quarantine,
        @DefaultValue("50") int mostPerSite,
        @DefaultValue("500") int mostPerTeam) {}
