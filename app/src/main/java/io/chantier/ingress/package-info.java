/** Names under which sites are reached, and what a proxy in front of us is told of them. */
@ApplicationModule(allowedDependencies = {"values", "web"})
@NullMarked
package io.chantier.ingress;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
