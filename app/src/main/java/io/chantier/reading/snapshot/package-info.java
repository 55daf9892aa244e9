/** Keeps how the first page of an old site looked: one document without scripts that needs no other address. */
@NullMarked
package io.chantier.reading.snapshot;

import org.jspecify.annotations.NullMarked;
