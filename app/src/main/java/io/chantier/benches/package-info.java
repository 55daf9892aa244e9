/** Hosts Frappe tenants: servers with an agent, their benches, and the sites that live on them. */
@ApplicationModule(
        allowedDependencies = {
            "values",
            "web",
            "identity",
            "sites",
            "jobs",
            "outbound",
            "metering",
            "ingress",
            "protocol"
        })
@NullMarked
package io.chantier.benches;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
