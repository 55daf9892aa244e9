/** The benches of this server and what is done with their sites; uses {@code commands} and {@code databases}. */
@NullMarked
package io.chantier.agent.benches;

import org.jspecify.annotations.NullMarked;
