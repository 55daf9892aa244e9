/**
 * The job engine: a job is a recipe for a subject, a recipe is a list of steps, and every finished step is journalled.
 *
 * <p>Knows nothing of sites, HTTP or Spring, so that the control plane (PostgreSQL) and the agent (SQLite) share it.
 * Start reading at {@link io.chantier.jobs.Recipe}, then {@link io.chantier.jobs.Jobs}.
 */
@NullMarked
package io.chantier.jobs;

import org.jspecify.annotations.NullMarked;
