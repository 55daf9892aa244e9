package io.chantier.storage;

import io.chantier.values.Digest;
import io.chantier.values.TeamId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/** The rendered sites, kept as blobs: one per file and one for the manifest, whose digest is the release's name. */
public interface Releases {

    /** Keeps files; the same files and redirects give the same release. */
    default Release save(TeamId team, UUID site, SortedMap<String, byte[]> files, SortedMap<String, String> redirects) {
        return save(team, site, files, new TreeMap<>(), redirects);
    }

    /**
     * Keeps files.
     *
     * @param files path to the bytes of a file
     * @param kept path to a file whose blob is there already, such as the variants of pictures
     * @throws IllegalArgumentException for a path that leaves the release: absolute, {@code ..}, a back-slash
     */
    Release save(
            TeamId team,
            UUID site,
            SortedMap<String, byte[]> files,
            SortedMap<String, Release.Entry> kept,
            SortedMap<String, String> redirects);

    /** A release by its name, whosever it is: the name is as good as the content. */
    Optional<Release> find(Digest digest);

    /** A release that was saved for this site. */
    Optional<Release> find(TeamId team, UUID site, Digest digest);

    /**
     * A release of a site that is kept.
     *
     * @param madeAt when it was rendered last
     */
    record Kept(Digest release, Instant madeAt, long bytes) {}

    /** What is kept of a site, in no order. */
    List<Kept> kept(TeamId team, UUID site);

    /** A site of a team. */
    record OfSite(TeamId team, UUID site) {}

    /** The sites that have a release made before then, and others besides it. */
    List<OfSite> withOlderThan(Instant then);

    /** Forgets one release unless it was made again since then; its blobs go with the next sweep. */
    boolean forget(TeamId team, UUID site, Digest release, Instant unlessMadeSince);

    /** Forgets which releases a deleted site had. */
    void forget(TeamId team, UUID site);
}
