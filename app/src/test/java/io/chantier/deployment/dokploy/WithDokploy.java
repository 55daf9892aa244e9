package io.chantier.deployment.dokploy;

import io.chantier.deployment.Online;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** A Dokploy server of each test's own, beside one edge for all tests of a class. */
abstract class WithDokploy {

    static Online online;
    OnDokploy on;

    @BeforeAll
    static void startEdge() {
        online = new Online();
    }

    @AfterAll
    static void stopEdge() {
        online.close();
    }

    @BeforeEach
    void start() {
        on = new OnDokploy(online);
    }

    @AfterEach
    void stop() {
        on.close();
    }
}
