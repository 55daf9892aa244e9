/** Chantier's control plane; each package below is a module that names its neighbours. */
@NullMarked
package io.chantier;

import org.jspecify.annotations.NullMarked;
