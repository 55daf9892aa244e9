/** Runs programs for the steps of a job: never by a shell, never losing an exit code, leaving no process behind. */
@NullMarked
package io.chantier.agent.commands;

import org.jspecify.annotations.NullMarked;
