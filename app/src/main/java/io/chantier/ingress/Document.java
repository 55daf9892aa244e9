package io.chantier.ingress;

import io.chantier.values.Digest;

/** A configuration as a proxy reads it. */
public final class Document {

    private final byte[] bytes;
    private final Digest digest;

    public Document(byte[] bytes) {
        this.bytes = bytes.clone();
        this.digest = Digest.of(bytes);
    }

    public byte[] bytes() {
        return bytes.clone();
    }

    /** Names the content: the same routes have the same. */
    public Digest digest() {
        return digest;
    }
}
