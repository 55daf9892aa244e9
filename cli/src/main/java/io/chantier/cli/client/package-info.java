/** Talks to the REST API of a running Chantier. */
@NullMarked
package io.chantier.cli.client;

import org.jspecify.annotations.NullMarked;
