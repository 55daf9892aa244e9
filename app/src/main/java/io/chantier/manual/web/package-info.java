/** The pages of the manual. */
@NullMarked
package io.chantier.manual.web;

import org.jspecify.annotations.NullMarked;
