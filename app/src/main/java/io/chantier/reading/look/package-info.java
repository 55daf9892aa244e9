/** Finds how the old site looks: logo, pictures, colours. */
@NullMarked
package io.chantier.reading.look;

import org.jspecify.annotations.NullMarked;
