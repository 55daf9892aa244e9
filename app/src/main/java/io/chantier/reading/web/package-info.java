/** The tab that shows what was read, from where, and lets a person choose. */
@NullMarked
package io.chantier.reading.web;

import org.jspecify.annotations.NullMarked;
