package io.chantier.deployment;

import io.chantier.sites.Site;
import io.chantier.values.Digest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class EdgePublisherTest implements PublisherContract {

    private static Online online;

    @BeforeAll
    static void start() {
        online = new Online();
    }

    @AfterAll
    static void stop() {
        online.close();
    }

    @Override
    public Publisher publisher() {
        return online.publisher;
    }

    @Override
    public Digest release(Site site, String marker) {
        return online.release(site, marker).digest();
    }
}
