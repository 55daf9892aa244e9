package io.chantier.ingress;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Servers of which any can answer.
 *
 * @param name unique in a table
 * @param health a path at which each says 200 when it can serve; empty where nobody told us one
 */
public record Pool(String name, List<Upstream> servers, Optional<Health> health) {

    private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,80}");

    public Pool {
        servers = List.copyOf(servers);
        if (!NAME.matcher(name).matches()) throw new IllegalArgumentException("Not a name of a pool: '" + name + "'");
        if (servers.isEmpty()) throw new IllegalArgumentException("The pool " + name + " has no server");
    }

    /** Where our own servers say how they are. */
    public enum Health {
        DASHBOARD("/api/health"),
        EDGE("/.chantier/health");

        private final String path;

        Health(String path) {
            this.path = path;
        }

        public String path() {
            return path;
        }
    }
}
