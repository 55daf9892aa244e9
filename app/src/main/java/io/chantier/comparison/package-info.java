/** Before and after: the old page beside the new one, what was kept, and how both are measured. Nobody knows it. */
@ApplicationModule(
        allowedDependencies = {
            "values",
            "web",
            "identity",
            "storage",
            "sites",
            "jobs",
            "reading",
            "rendering",
            "generation",
            "checks",
            "deployment",
            "lifecycle"
        })
@NullMarked
package io.chantier.comparison;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
