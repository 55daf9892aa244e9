/** The agent for a bench server, put into one file. */
@NullMarked
package io.chantier.cli.agent;

import org.jspecify.annotations.NullMarked;
