package io.chantier.deployment.edge;

import io.chantier.values.Digest;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a host name leads to.
 *
 * @param release null when the site has nothing online
 * @param leadsTo where the same path is to be asked for, by the visitor or by us for the visitor; null for a name under which
 *     the site itself answers
 * @param before the releases that this edge showed a short while ago, newest first: see {@link #stillAskedFor}
 */
record Route(
        UUID site,
        Kind kind,
        @Nullable Digest release,
        @Nullable URI leadsTo,
        List<Earlier> before) {

    private static final int MOST_BEFORE = 3;

    /** How long a page that a visitor has open may ask for its parts; then what was taken off the site is gone. */
    static final Duration ASKED_FOR = Duration.ofMinutes(5);

    /** @param until when nobody may ask for its parts any more */
    record Earlier(Digest release, Instant until) {}

    Route(UUID site, Kind kind, @Nullable Digest release) {
        this(site, kind, release, null, List.of());
    }

    /** The same site under a name that leads to another one of its own. */
    Route leadingTo(URI address) {
        return new Route(site, Kind.MOVED, release, address, before);
    }

    /** The same with what the name showed until now. */
    Route after(@Nullable Route earlier, Instant now) {
        if (earlier == null || !earlier.site.equals(site)) return this;
        var last = earlier.release == null || earlier.release.equals(release)
                ? Stream.<Earlier>empty()
                : Stream.of(new Earlier(earlier.release, now.plus(ASKED_FOR)));
        var others = earlier.before.stream()
                .filter(one -> one.until().isAfter(now))
                .filter(one -> !one.release().equals(release) && !one.release().equals(earlier.release));
        return new Route(
                site,
                kind,
                release,
                leadsTo,
                Stream.concat(last, others).limit(MOST_BEFORE).toList());
    }

    /** Releases whose parts whoever got a page of one just before still asks for, newest first. */
    Stream<Digest> stillAskedFor(Instant now) {
        return before.stream().filter(one -> one.until().isAfter(now)).map(Earlier::release);
    }

    enum Kind {
        LIVE,
        /** Another server answers for it. */
        PASSED,
        MOVED,
        PREVIEW,
        SUSPENDED,
        ARCHIVED
    }
}
