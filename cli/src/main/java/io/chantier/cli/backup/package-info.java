/** Saves the whole installation into one file and brings it back. */
@NullMarked
package io.chantier.cli.backup;

import org.jspecify.annotations.NullMarked;
