/** Starts, adopts and stops the embedded PostgreSQL: fsync on, scram, loopback only. No Spring. */
@NullMarked
package io.chantier.postgres;

import org.jspecify.annotations.NullMarked;
