/** The conductor: the recipes that make, publish, archive and delete a site. Read it first. */
@ApplicationModule(
        allowedDependencies = {
            "values",
            "web",
            "identity",
            "storage",
            "sites",
            "languages",
            "jobs",
            "reading",
            "rendering",
            "generation",
            "checks",
            "deployment",
            "ingress",
            "benches :: hosting"
        })
@NullMarked
package io.chantier.lifecycle;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
