/** The files of backups, as people and agents get them. */
@NullMarked
package io.chantier.benches.hosting.web;

import org.jspecify.annotations.NullMarked;
