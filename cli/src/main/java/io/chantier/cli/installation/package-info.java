/** Prepares, starts, watches and stops the Chantier of this machine. */
@NullMarked
package io.chantier.cli.installation;

import org.jspecify.annotations.NullMarked;
