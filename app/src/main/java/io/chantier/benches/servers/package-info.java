/** The servers that the operator added, what is seen there, and the sites that were there before us. */
@NullMarked
package io.chantier.benches.servers;

import org.jspecify.annotations.NullMarked;
