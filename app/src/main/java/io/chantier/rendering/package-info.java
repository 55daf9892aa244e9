/** Turns a revision into files with the template compiled once, and prepares pictures. */
@ApplicationModule(allowedDependencies = {"values", "web", "identity", "sites", "languages", "storage", "jobs"})
@NullMarked
package io.chantier.rendering;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
