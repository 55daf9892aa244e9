/** Benches that come for a release group and go, by the agents of their servers. */
@NullMarked
package io.chantier.benches.making;

import org.jspecify.annotations.NullMarked;
