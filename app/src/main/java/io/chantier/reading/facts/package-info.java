/** Finds the business in the pages: one finder for each kind of fact, and the ledger that weighs what they found. */
@NullMarked
package io.chantier.reading.facts;

import org.jspecify.annotations.NullMarked;
