/** The card on a site's page that compares, and the card to send on. */
@NullMarked
package io.chantier.comparison.web;

import org.jspecify.annotations.NullMarked;
