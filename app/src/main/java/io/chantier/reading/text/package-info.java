/** What a page says, as lines and blocks of text in the order a person reads them, and which of it is placeholder. */
@NullMarked
package io.chantier.reading.text;

import org.jspecify.annotations.NullMarked;
