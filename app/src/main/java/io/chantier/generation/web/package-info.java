/** The page and the API on which the operator says who writes, and what that will cost. */
@NullMarked
package io.chantier.generation.web;

import org.jspecify.annotations.NullMarked;
