/** The tab that shows what the gate found, at the sentence. */
@NullMarked
package io.chantier.checks.web;

import org.jspecify.annotations.NullMarked;
