package io.chantier.storage;

import io.chantier.values.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Content-addressed bytes: written once, never changed. A folder by default; every replica sees the same blobs.
 * Methods throw {@link java.io.UncheckedIOException} when the store is out of reach.
 */
public interface Blobs {

    /** Keeps the bytes and returns their name; keeping the same bytes twice costs nothing. */
    Digest put(byte[] bytes);

    /** Keeps several at once, which is quicker than one after another; the names come in the order of the bytes. */
    default List<Digest> putAll(Collection<byte[]> many) {
        return many.stream().map(this::put).toList();
    }

    /** The bytes, checked against their name: damaged bytes are an error, never an answer. */
    Optional<byte[]> get(Digest digest);

    InputStream open(Digest digest) throws IOException;

    boolean has(Digest digest);

    /** The blobs that nobody has kept since then, also not again. */
    List<Digest> untouchedSince(Instant then);

    /** Removes a blob unless somebody has kept it again since then; the number of bytes that were freed. */
    long removeUntouchedSince(Instant then, Digest digest);
}
