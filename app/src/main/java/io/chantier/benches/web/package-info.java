/** The operator's pages and API for bench servers. */
@NullMarked
package io.chantier.benches.web;

import org.jspecify.annotations.NullMarked;
