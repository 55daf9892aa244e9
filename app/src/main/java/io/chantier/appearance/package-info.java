/** How the installation presents itself to those who use it: name, logo, colours. */
@ApplicationModule(allowedDependencies = {"values", "web", "identity", "storage"})
@NullMarked
package io.chantier.appearance;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
