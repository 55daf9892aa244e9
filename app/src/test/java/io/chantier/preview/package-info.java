/** Shows the pages with made-up matter, for whoever works on their looks; no database, no sign-in. */
@NullMarked
package io.chantier.preview;

import org.jspecify.annotations.NullMarked;
