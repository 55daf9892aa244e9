package io.chantier.editing;

import io.chantier.ChantierTest;
import io.chantier.deployment.edge.EdgeServer;
import io.chantier.identity.TeamFixture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.test.context.TestPropertySource;

/** What every story of the editor begins with: a desk, and people. */
@ChantierTest
@TestPropertySource(properties = "chantier.crawler.allow=127.0.0.0/8")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class EditingFixture {

    @Autowired
    Environment environment;

    @Autowired
    EdgeServer edge;

    @Autowired
    TeamFixture people;

    EditingDesk desk;

    @BeforeAll
    void sitDown() {
        desk = new EditingDesk(environment, edge, people);
    }

    @AfterAll
    void leave() {
        desk.close();
    }
}
