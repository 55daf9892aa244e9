package io.chantier.deployment;

import io.chantier.sites.Site;
import io.chantier.sites.SiteId;
import io.chantier.values.Digest;
import java.net.URI;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;

/** Puts a release online. Our own edge by default; every adapter passes the same contract test. */
public interface Publisher {

    /**
     * Publishing the same release again gives the same address and changes nothing. Asked again with the same release as
     * long as the answer is {@link Publication.Underway}.
     */
    Publication publish(Site site, Digest release, Notes notes);

    /** Takes the site offline; its history stays. Taking offline what is offline changes nothing. */
    void withdraw(Site site);

    URI addressOf(Site site);

    /** The same for many sites at once. */
    default Map<SiteId, URI> addressesOf(Collection<Site> sites) {
        return sites.stream().collect(Collectors.toMap(Site::id, this::addressOf));
    }

    /** Lines for the log of whoever waits; the key is worded by {@code log.<key>}. */
    @FunctionalInterface
    interface Notes {
        Notes NONE = (_, _) -> {};

        void say(String key, Map<String, String> arguments);
    }
}
