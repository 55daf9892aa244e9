package io.chantier.generation.claude;

import io.chantier.Client;
import io.chantier.deployment.edge.EdgeServer;
import io.chantier.generation.AuthorSettings;
import io.chantier.lifecycle.Installation;
import io.chantier.lifecycle.Menuiserie;
import io.chantier.reading.OldSite;
import io.chantier.sites.Revisions;
import io.chantier.sites.Sites;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The same with an old site to begin from, and the limits of spending as they are at first. */
abstract class WithOldSite extends WithClaude {

    @Autowired
    Environment environment;

    @Autowired
    EdgeServer edge;

    @Autowired
    Sites sites;

    @Autowired
    Revisions revisions;

    @Autowired
    AuthorSettings settings;

    @Autowired
    JdbcClient database;

    final OldSite old = Menuiserie.serve();
    Installation chantier;

    @BeforeEach
    void connect() {
        chantier = new Installation(Client.ofAdmin(environment), edge.address());
        database.sql("delete from metering_limit").update();
    }

    @AfterEach
    void close() {
        old.close();
    }
}
