package io.chantier.deployment;

import java.net.URI;
import java.util.function.Supplier;

/** Where we reach the edge ourselves, whatever names it serves. */
@FunctionalInterface
interface EdgeAddress extends Supplier<URI> {}
