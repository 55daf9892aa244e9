/** The tab in which a site is edited, and the same for programs. */
@NullMarked
package io.chantier.editing.web;

import org.jspecify.annotations.NullMarked;
