package io.chantier.postgres;

/** The embedded PostgreSQL cannot be had: what happened in the message, what to do about it in {@link #remedy()}. */
public final class EmbeddedPostgresException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String remedy;

    EmbeddedPostgresException(String message, String remedy, Throwable cause) {
        super(message + " " + remedy, cause);
        this.remedy = remedy;
    }

    EmbeddedPostgresException(String message, String remedy) {
        super(message + " " + remedy);
        this.remedy = remedy;
    }

    public String remedy() {
        return remedy;
    }
}
