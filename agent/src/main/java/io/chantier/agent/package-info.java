/** Runs on a bench server: HTTP on port 25052, a worker queue, SQLite. */
@NullMarked
package io.chantier.agent;

import org.jspecify.annotations.NullMarked;
