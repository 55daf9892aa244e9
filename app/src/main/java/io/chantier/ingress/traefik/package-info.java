/** The routing table in the words of Traefik v3. */
@NullMarked
package io.chantier.ingress.traefik;

import org.jspecify.annotations.NullMarked;
