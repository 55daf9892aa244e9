package io.chantier.deployment.edge;

import io.chantier.values.Digest;
import java.net.URI;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a host name leads to.
 *
 * @param release null when the site has nothing online
 * @param leadsTo where the same path is to be asked for; null for a name under which the site itself answers
 */
record Route(
        UUID site,
        Kind kind,
        @Nullable Digest release,
        @Nullable URI leadsTo) {

    Route(UUID site, Kind kind, @Nullable Digest release) {
        this(site, kind, release, null);
    }

    /** The same site under a name that leads to another one of its own. */
    Route leadingTo(URI address) {
        return new Route(site, Kind.MOVED, release, address);
    }

    enum Kind {
        LIVE,
        MOVED,
        PREVIEW,
        SUSPENDED,
        ARCHIVED
    }
}
