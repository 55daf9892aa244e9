/** Reads an old site: pages, business facts with the place they were found, pictures, colours. */
@ApplicationModule(allowedDependencies = {"values", "web", "identity", "sites", "outbound", "storage", "jobs"})
@NullMarked
package io.chantier.reading;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
