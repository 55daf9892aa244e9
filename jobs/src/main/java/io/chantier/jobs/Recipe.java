package io.chantier.jobs;

import java.util.List;

/** What a job of one kind does, as a list that reads from top to bottom. */
public interface Recipe {

    /** The stable key of this kind of job, such as {@code generate-site}; its words come from the reader's bundle. */
    String kind();

    /**
     * The steps for one job, built anew for each run; they must be the same steps in the same order every time, because
     * the journal knows them by name.
     */
    List<Step> steps(JobOrder order);

    /** How many jobs of this kind may run at the same time on all replicas together. */
    default int limit() {
        return Integer.MAX_VALUE;
    }

    /** After so many {@link StepOutcome.TryAgain} of one step the job fails with the last reason. */
    default int tries() {
        return 10;
    }
}
