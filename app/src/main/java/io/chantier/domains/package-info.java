/** Names of customers' own for their sites: proved by DNS, released with a quarantine, brought to the proxies and the edge. */
@ApplicationModule(
        allowedDependencies = {"values", "web", "identity", "sites", "ingress", "outbound", "jobs", "deployment"})
@NullMarked
package io.chantier.domains;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
