package io.chantier.storage;

import io.chantier.values.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * Content-addressed bytes: written once, never changed. A folder by default; every replica sees the same blobs.
 * Methods throw {@link java.io.UncheckedIOException} when the store is out of reach.
 */
public interface Blobs {

    /** Keeps the bytes and returns their name; keeping the same bytes twice costs nothing. */
    Digest put(byte[] bytes);

    Optional<byte[]> get(Digest digest);

    InputStream open(Digest digest) throws IOException;

    boolean has(Digest digest);
}
