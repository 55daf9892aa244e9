/** Clients look at a revision, comment on it, change its texts and agree to exactly that, by a link and without an account. */
@ApplicationModule(
        allowedDependencies = {
            "values",
            "web",
            "identity",
            "sites",
            "languages",
            "jobs",
            "metering",
            "generation",
            "lifecycle",
            "editing"
        })
@NullMarked
package io.chantier.approval;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
