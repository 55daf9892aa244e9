/** The routing table in the words of Caddy. */
@NullMarked
package io.chantier.ingress.caddy;

import org.jspecify.annotations.NullMarked;
