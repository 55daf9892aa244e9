package io.chantier.bench;

/** A way to hand work to another process. */
interface Queue {

    String name();

    void enqueue(int number);

    long finished();

    /** Empties it. */
    void clear();
}
