/** Names under which sites are reached. */
@ApplicationModule(allowedDependencies = {"values", "web"})
@NullMarked
package io.chantier.ingress;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
