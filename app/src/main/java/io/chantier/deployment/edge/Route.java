package io.chantier.deployment.edge;

import io.chantier.values.Digest;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a host name leads to.
 *
 * @param release null when the site has nothing online
 */
record Route(UUID site, Kind kind, @Nullable Digest release) {

    enum Kind {
        LIVE,
        PREVIEW,
        SUSPENDED,
        ARCHIVED
    }
}
