/** The gate: nothing wrong, inaccessible or invented is published. */
@ApplicationModule(
        allowedDependencies = {
            "values",
            "web",
            "identity",
            "sites",
            "languages",
            "reading",
            "rendering",
            "jobs",
            "storage",
            "outbound"
        })
@NullMarked
package io.chantier.checks;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
