package io.chantier.deployment.edge;

import io.chantier.values.Digest;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a host name leads to.
 *
 * @param release null when the site has nothing online
 * @param leadsTo where the same path is to be asked for; null for a name under which the site itself answers
 * @param before the releases that this edge showed before, newest first: whoever has a page of one still asks for its parts
 */
record Route(
        UUID site,
        Kind kind,
        @Nullable Digest release,
        @Nullable URI leadsTo,
        List<Digest> before) {

    private static final int MOST_BEFORE = 3;

    Route(UUID site, Kind kind, @Nullable Digest release) {
        this(site, kind, release, null, List.of());
    }

    /** The same site under a name that leads to another one of its own. */
    Route leadingTo(URI address) {
        return new Route(site, Kind.MOVED, release, address, before);
    }

    /** The same with what the name showed until now. */
    Route after(@Nullable Route earlier) {
        if (earlier == null || !earlier.site.equals(site)) return this;
        var shown = Stream.concat(Stream.ofNullable(earlier.release), earlier.before.stream())
                .filter(digest -> !digest.equals(release))
                .distinct()
                .limit(MOST_BEFORE)
                .toList();
        return new Route(site, kind, release, leadsTo, shown);
    }

    enum Kind {
        LIVE,
        MOVED,
        PREVIEW,
        SUSPENDED,
        ARCHIVED
    }
}
