package io.chantier.deployment;

import io.chantier.sites.Site;
import io.chantier.values.Digest;
import java.net.URI;

/** Puts a release online. Our own edge by default; every adapter passes the same contract test. */
public interface Publisher {

    /** Publishing the same release again gives the same address and changes nothing. */
    Publication publish(Site site, Digest release);

    /** Takes the site offline; its history stays. Taking offline what is offline changes nothing. */
    void withdraw(Site site);

    URI addressOf(Site site);
}
