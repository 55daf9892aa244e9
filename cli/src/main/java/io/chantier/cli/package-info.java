/** The {@code chantier} command: starts and stops the installation and is a client of its REST API. */
@NullMarked
package io.chantier.cli;

import org.jspecify.annotations.NullMarked;
