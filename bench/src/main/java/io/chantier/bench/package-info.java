/** Measures what was promised, with the naive way beside ours in the same run. */
@NullMarked
package io.chantier.bench;

import org.jspecify.annotations.NullMarked;
