package io.chantier.jobs;

/** Another worker has taken the job over; whatever this one still wanted to record is void. */
final class LeaseLost extends RuntimeException {

    LeaseLost(JobId job) {
        super("Another worker has taken over job " + job);
    }
}
