/** Many sites at once: the list that sorts them by what they need, import, bulk actions, saved filters. Nobody knows it. */
@ApplicationModule(
        allowedDependencies = {
            "values",
            "web",
            "identity",
            "sites",
            "jobs",
            "reading",
            "checks",
            "lifecycle",
            "deployment",
            "thumbnails"
        })
@NullMarked
package io.chantier.fleet;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
