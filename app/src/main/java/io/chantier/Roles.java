package io.chantier;

import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What this replica is for, and the other keys that belong to no module; modules read theirs by their names.
 *
 * @param roles {@code web}: serves pages, API and sites; {@code generator}: works the queue
 */
@ConfigurationProperties(prefix = "chantier")
record Roles(@DefaultValue({"web", "generator"}) Set<Role> roles) {

    enum Role {
        WEB,
        GENERATOR
    }

    boolean work() {
        return roles.contains(Role.GENERATOR);
    }
}
