package io.chantier.storage;

import io.chantier.values.Digest;
import java.util.SortedMap;

/**
 * The files of a rendered site, ready to be served: immutable, named by the digest of its manifest.
 *
 * @param files path from the root, without leading slash ({@code services/index.html}), to the file's blob
 * @param redirects old path ({@code /services.html}, with query where it mattered) to new path ({@code /services/})
 */
public record Release(Digest digest, SortedMap<String, Entry> files, SortedMap<String, String> redirects) {

    /** One file of a release. */
    public record Entry(Digest blob, long size, String contentType) {}
}
