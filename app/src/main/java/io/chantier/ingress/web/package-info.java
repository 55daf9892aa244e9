/** Where a proxy in front of us fetches its routes. */
@NullMarked
package io.chantier.ingress.web;

import org.jspecify.annotations.NullMarked;
