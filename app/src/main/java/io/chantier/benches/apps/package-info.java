/** What benches are made of: apps with their releases, groups of apps at versions, and what teams may choose from. */
@NullMarked
package io.chantier.benches.apps;

import org.jspecify.annotations.NullMarked;
