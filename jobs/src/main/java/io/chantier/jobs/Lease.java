package io.chantier.jobs;

/**
 * A worker's right to record for a job.
 *
 * @param run the number of this run in the journal; a later run makes it worthless
 * @param version the version of the dispatch row that the worker picked
 */
record Lease(JobId job, String kind, long run, long version) {

    Lease ofRun(long number) {
        return new Lease(job, kind, number, version);
    }
}
