package io.chantier.agent.benches;

import io.chantier.agent.databases.DatabaseName;
import io.chantier.agent.databases.DatabaseServer;
import io.chantier.agent.databases.Login;
import java.util.Set;

/** Where a site keeps its data, and who it is there. */
public record SiteDatabase(DatabaseServer server, DatabaseName name, Login login) {

    /** The keys of a configuration that say so; they are the bench's own, and nobody else sets them. */
    public static final Set<String> KEYS =
            Set.of("db_name", "db_password", "db_user", "db_host", "db_port", "db_type", "db_socket");
}
