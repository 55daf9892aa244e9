/** One agent, ours or a stock one, spoken to by the Frappe Agent contract. */
@NullMarked
package io.chantier.benches.agent;

import org.jspecify.annotations.NullMarked;
