package io.chantier.deployment;

import io.chantier.sites.Site;
import io.chantier.values.Digest;
import java.net.URI;
import java.util.Map;

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

    /** Lines for the log of whoever waits; the key is worded by {@code log.<key>}. */
    @FunctionalInterface
    interface Notes {
        Notes NONE = (_, _) -> {};

        void say(String key, Map<String, String> arguments);
    }
}
