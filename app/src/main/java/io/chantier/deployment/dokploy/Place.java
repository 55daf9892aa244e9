package io.chantier.deployment.dokploy;

import io.chantier.sites.Site;
import io.chantier.sites.SiteId;
import io.chantier.values.Digest;
import io.chantier.values.Slug;
import io.chantier.values.TeamId;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * A site on a Dokploy server, as far as we know.
 *
 * @param key which site on which server; the site may be deleted already
 * @param app empty until it was made
 * @param running whether it was told to run
 * @param release what was built there last, as Dokploy said
 * @param sent what is on its way
 */
record Place(
        Key key,
        Standing standing,
        Optional<Application> app,
        boolean running,
        Optional<Digest> release,
        Optional<Sent> sent) {

    record Key(SiteId site, TeamId team, Slug slug, UUID server) {

        static Key of(Site site, UUID server) {
            return new Key(site.id(), site.team(), site.slug(), server);
        }
    }

    /**
     * @param since when it took this role
     * @param host by which it is known there; empty until it has a name
     * @param names all that we made there, or were about to: {@link PlaceName#line}
     */
    record Standing(Role role, Instant since, String host, Set<String> names) {}

    Role role() {
        return standing.role();
    }

    enum Role {
        /** It is to become the site's place once it was seen there. */
        COMING,
        CURRENT,
        /** It is to be deleted there. */
        LEAVING
    }

    /**
     * @param name of its service
     * @param prepared how it is built was told
     */
    record Application(String id, String name, boolean prepared) {}

    /**
     * A release that was handed over; Dokploy gives no number for it.
     *
     * @param known the deployments that were there before
     * @param times how often it was handed over, because Dokploy lost it
     * @param logLines how much of the build's log was told
     */
    record Sent(Digest release, Set<String> known, Instant at, int times, int logLines) {}
}
