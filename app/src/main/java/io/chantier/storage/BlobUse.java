package io.chantier.storage;

import io.chantier.values.Digest;
import java.util.function.Consumer;

/** What a module still needs of the blob store. Every module whose rows name blobs has one; the rest is swept away. */
public interface BlobUse {

    /** Names every blob that is needed; an exception ends the sweep and nothing is removed. */
    void names(Consumer<Digest> needed);
}
