package io.chantier.deployment.dokploy;

import io.chantier.jobs.Failure;

/** A call that Dokploy did not answer as it should; caught where a publication or a test ends, nowhere else. */
final class DokployTrouble extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What can be done about it. */
    enum Kind {
        /** What was asked about does not exist there (any more). */
        GONE,
        /** No retry by itself will help. */
        REFUSED,
        /** It did not happen; later it may. */
        LATER,
        /** Nobody knows whether it happened: look before asking again. */
        UNSURE
    }

    private final transient Failure why;
    private final Kind kind;

    DokployTrouble(Failure why, Kind kind) {
        super(why.code() + " " + why.arguments());
        this.why = why;
        this.kind = kind;
    }

    Failure why() {
        return why;
    }

    Kind kind() {
        return kind;
    }
}
