package io.chantier.bench;

/** Prints how long ago something happened; on Linux all processes share the clock behind {@code nanoTime}. */
final class Stopwatch {

    static final String WAITED = "waited ";

    private Stopwatch() {}

    static void print(long since) {
        System.out.println(WAITED + (System.nanoTime() - since));
    }
}
