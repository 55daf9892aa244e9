/** Replaces a packaged installation by a newer one, and puts the old one back where the new one does not stand. */
@NullMarked
package io.chantier.cli.upgrade;

import org.jspecify.annotations.NullMarked;
