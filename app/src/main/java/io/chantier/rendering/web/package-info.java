/** A site as a project to take away. */
@NullMarked
package io.chantier.rendering.web;

import org.jspecify.annotations.NullMarked;
