/** The overview, the settings, the outbox, and what a site costs on its page. Nobody knows it. */
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
            "thumbnails",
            "metering",
            "generation"
        })
@NullMarked
package io.chantier.dashboard;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
