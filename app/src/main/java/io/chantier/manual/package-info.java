/** The operator's manual, served by the application itself: each page leads to the one that explains it. */
@ApplicationModule(allowedDependencies = {"web"})
@NullMarked
package io.chantier.manual;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
