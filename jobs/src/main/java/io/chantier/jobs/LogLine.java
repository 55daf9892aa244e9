package io.chantier.jobs;

import java.time.Instant;

/**
 * One line of a job's log.
 *
 * @param number grows within the job, from 1; the event id of the live stream
 * @param step the step that wrote it; empty for the engine itself
 */
public record LogLine(JobId job, long number, Instant at, String step, String text) {}
