/** Writes a site's content and design from what was read or from a brief. */
@ApplicationModule(
        allowedDependencies = {
            "values",
            "web",
            "identity",
            "sites",
            "languages",
            "jobs",
            "reading",
            "rendering",
            "storage",
            "metering"
        })
@NullMarked
package io.chantier.generation;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
