package io.chantier.jobs;

/** Where a job stands. */
public enum JobState {
    QUEUED,
    RUNNING,
    WAITING,
    SUCCEEDED,
    FAILED,
    CANCELLING,
    CANCELLED;

    public boolean isOver() {
        return this == SUCCEEDED || this == FAILED || this == CANCELLED;
    }

    /** A job that still holds its subject: another one of the kind cannot start. */
    public boolean isActive() {
        return !isOver();
    }
}
