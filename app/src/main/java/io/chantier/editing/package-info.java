/** People's own hand in a site, in forms made from the template's schemas, beside the page as it becomes. */
@ApplicationModule(
        allowedDependencies = {
            "values",
            "web",
            "identity",
            "storage",
            "sites",
            "languages",
            "reading",
            "rendering",
            "generation",
            "checks",
            "lifecycle",
            "deployment",
            "jobs",
            "metering"
        })
@NullMarked
package io.chantier.editing;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
