package io.chantier.storage;

import io.chantier.values.Digest;
import io.chantier.values.TeamId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which release a site serves. Publishing and rolling back are one row that changes; the channel {@value #CHANNEL} tells
 * every replica the site's id at the commit.
 */
public interface ReleasePointers {

    /** The PostgreSQL channel on which a changed site is told. */
    String CHANNEL = "release";

    /** @param version grows with every switch of any site */
    record Pointer(TeamId team, UUID site, Digest release, long version, Instant since) {}

    /** @param confirmedAt when somebody saw from outside that it is served; null when nobody did */
    record Publication(
            Digest release,
            long version,
            Instant publishedAt,
            @Nullable Instant confirmedAt) {}

    /** Serves a release from now on; the one that is served already changes nothing. */
    Pointer switchTo(TeamId team, UUID site, Digest release);

    /** Notes that the release with this version was seen from outside: it is a good one to return to. */
    void confirm(TeamId team, UUID site, long version);

    /**
     * Leaves a release that nobody confirmed for the last confirmed other one; with none, the site serves nothing. A
     * confirmed release stays.
     */
    Optional<Pointer> returnToGood(TeamId team, UUID site);

    /** The site serves nothing any more; its history stays. */
    void clear(TeamId team, UUID site);

    Optional<Pointer> current(TeamId team, UUID site);

    /** What the site served, newest first. */
    List<Publication> history(TeamId team, UUID site);

    /** Drops pointer and history of a deleted site. */
    void forget(TeamId team, UUID site);

    /** Of all sites of a team, in one question. */
    List<Pointer> of(TeamId team);

    /** For the edge, which serves all teams. */
    List<Pointer> all();

    /** For the edge, which serves all teams. */
    Optional<Pointer> of(UUID site);
}
