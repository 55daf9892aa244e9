/** Brings orders to the agents of servers, each exactly once in effect, and reads back how they ended. */
@NamedInterface("delivery")
@NullMarked
package io.chantier.benches.delivery;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
