package io.chantier.deployment.edge;

import io.chantier.storage.Blobs;
import io.chantier.storage.Release;
import io.chantier.storage.Releases;
import io.chantier.values.Digest;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * The files of sites in memory, as many as fit; the rest is read from the blobs when it is asked for. Files are known by
 * content, so that a thousand sites with the same style sheet keep one.
 */
final class Contents {

    private static final int BYTES_PER_PATH = 400;

    /** What is being read is not in the caches' books yet, so only so much of it at a time. */
    private static final int READ_AT_ONCE = 16;

    private final Releases releases;
    private final Blobs blobs;
    private final WeightedCache<Digest, Index> indexes;
    private final WeightedCache<Digest, Body> bodies;
    private final ConcurrentMap<Digest, CompletableFuture<Optional<Body>>> reading = new ConcurrentHashMap<>();
    private final Semaphore places = new Semaphore(READ_AT_ONCE);

    /** The paths and redirects of a release. */
    record Index(Map<String, Release.Entry> files, Map<String, String> redirects) {

        static final Index EMPTY = new Index(Map.of(), Map.of());

        static Index of(Release release) {
            return new Index(new HashMap<>(release.files()), new HashMap<>(release.redirects()));
        }

        int weight() {
            return 1024 + BYTES_PER_PATH * (files.size() + redirects.size());
        }
    }

    Contents(Releases releases, Blobs blobs, long megabytes) {
        this.releases = releases;
        this.blobs = blobs;
        long budget = megabytes << 20;
        this.indexes = new WeightedCache<>(budget / 8, Index::weight);
        this.bodies = new WeightedCache<>(budget - budget / 8, Body::weight);
    }

    /** Never blocks; null when it is not in memory. */
    @Nullable
    Index indexNow(Digest release) {
        return indexes.get(release);
    }

    /** Never blocks; null when it is not in memory. */
    @Nullable
    Body bodyNow(Release.Entry entry) {
        return bodies.get(entry.blob());
    }

    /** Reads it where necessary; empty when the release is gone. */
    Index index(Digest release) {
        var known = indexes.get(release);
        if (known != null) return known;
        var read = releases.find(release).map(Index::of);
        read.ifPresent(index -> indexes.put(release, index));
        return read.orElse(Index.EMPTY);
    }

    /** Reads it where necessary, once for all who ask meanwhile; null when the blob is gone. */
    @Nullable
    Body body(Release.Entry entry) {
        var known = bodies.get(entry.blob());
        if (known != null) return known;
        var mine = new CompletableFuture<Optional<Body>>();
        var others = reading.putIfAbsent(entry.blob(), mine);
        if (others != null) return others.join().orElse(null);
        try {
            mine.complete(read(entry));
        } catch (RuntimeException | Error e) {
            mine.completeExceptionally(e);
            throw e;
        } finally {
            reading.remove(entry.blob(), mine);
        }
        return mine.join().orElse(null);
    }

    private Optional<Body> read(Release.Entry entry) {
        places.acquireUninterruptibly();
        try {
            var read = blobs.get(entry.blob()).map(bytes -> Body.of(entry, bytes));
            read.ifPresent(body -> bodies.put(entry.blob(), body));
            return read;
        } finally {
            places.release();
        }
    }

    long weight() {
        return indexes.weight() + bodies.weight();
    }
}
