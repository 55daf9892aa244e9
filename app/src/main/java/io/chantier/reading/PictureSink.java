package io.chantier.reading;

/** Where the pictures of an old site go. */
@FunctionalInterface
public interface PictureSink {

    /** Keeps a picture and returns its id. */
    String keep(byte[] original, String alt, String origin);
}
