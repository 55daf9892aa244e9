/**
 * The {@code chantier} command: what a person types and reads. What it does lies in the packages below: the
 * installation on this machine, the REST client, the backup.
 */
@NullMarked
package io.chantier.cli;

import org.jspecify.annotations.NullMarked;
