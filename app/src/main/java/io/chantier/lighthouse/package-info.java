/** What Lighthouse says of sites that are online: a sample each night and after the template changed, with its history. */
@ApplicationModule(
        allowedDependencies = {
            "values",
            "web",
            "identity",
            "sites",
            "storage",
            "jobs",
            "rendering",
            "checks",
            "deployment",
            "lifecycle"
        })
@NullMarked
package io.chantier.lighthouse;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
