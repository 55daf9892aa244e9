package io.chantier.jobs;

import java.util.function.Consumer;

/** Carries the news that a job is due or has changed to whoever should know, in this process and in others. */
interface Bell extends AutoCloseable {

    /** The message that a job changed and waits for a worker; sent by the transaction itself, at its commit. */
    static String due(JobId job) {
        return "!" + job;
    }

    /** A worker has committed a change; subscribers hear of it soon, several changes of a job at once. */
    void changed(JobId job);

    /** Somebody put a job into the queue or let it go; the commit may still be to come. */
    void ordered(JobId job);

    /** Calls the listener from now on for each job that changed. */
    Jobs.Subscription onChange(Consumer<JobId> listener);

    /** Calls the worker from now on whenever a job may be due. */
    void onDue(Runnable worker);

    @Override
    void close();
}
