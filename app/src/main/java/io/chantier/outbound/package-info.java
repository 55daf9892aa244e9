/** The guarded HTTP client: what may be fetched, from where, and how much of it. */
@ApplicationModule(allowedDependencies = {"values"})
@NullMarked
package io.chantier.outbound;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
