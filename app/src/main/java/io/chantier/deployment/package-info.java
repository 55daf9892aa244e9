/** Puts a rendered site online on our own edge and proves that it is there. */
@ApplicationModule(
        allowedDependencies = {
            "values",
            "web",
            "identity",
            "sites",
            "jobs",
            "ingress",
            "storage",
            "rendering",
            "outbound"
        })
@NullMarked
package io.chantier.deployment;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
