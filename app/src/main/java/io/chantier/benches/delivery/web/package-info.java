/** Agents' jobs as pages and for programs, and the door at which agents knock. */
@NullMarked
package io.chantier.benches.delivery.web;

import org.jspecify.annotations.NullMarked;
