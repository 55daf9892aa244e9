/** The page and the API of the appearance, and its files, which are open to everybody. */
@NullMarked
package io.chantier.appearance.web;

import org.jspecify.annotations.NullMarked;
