package io.chantier.jobs;

/** The answer to an order. */
public sealed interface Started {

    JobId job();

    /** A new job stands in the queue. */
    record New(JobId job) implements Started {}

    /** A job of this kind is already active for the subject; nothing was started. */
    record AlreadyActive(JobId job) implements Started {}
}
