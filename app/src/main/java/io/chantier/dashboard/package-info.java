/** The overview, the settings and the outbox. Nobody knows it. */
@ApplicationModule(
        allowedDependencies = {
            "values",
            "web",
            "identity",
            "sites",
            "jobs",
            "storage",
            "lifecycle",
            "deployment",
            "thumbnails"
        })
@NullMarked
package io.chantier.dashboard;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
