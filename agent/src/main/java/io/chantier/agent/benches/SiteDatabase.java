package io.chantier.agent.benches;

import io.chantier.agent.databases.DatabaseName;
import io.chantier.agent.databases.DatabaseServer;
import io.chantier.agent.databases.Login;

/** Where a site keeps its data, and who it is there. */
public record SiteDatabase(DatabaseServer server, DatabaseName name, Login login) {}
