package io.chantier.jobs;

/** The journal could not be read or written; nothing was changed. */
public final class JobsException extends RuntimeException {

    JobsException(String message, Throwable cause) {
        super(message, cause);
    }
}
