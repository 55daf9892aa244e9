package io.chantier.deployment.edge;

import static io.chantier.deployment.Online.get;
import static io.chantier.deployment.Online.site;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.chantier.deployment.Online;
import io.chantier.deployment.Publisher;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DomainTest {

    private static Online online;
    private static EdgeServer replica;

    @BeforeAll
    static void publish() {
        online = new Online();
        replica = online.edge();
        var bakery = site("boulangerie");
        online.publisher.publish(bakery, online.release(bakery, "m1").digest(), Publisher.Notes.NONE);
        await().until(() -> serves(online.edge, "boulangerie.localhost"));
    }

    @AfterAll
    static void stop() {
        replica.close();
        online.close();
    }

    @Test
    void every_edge_takes_up_another_domain_within_seconds_and_survives_one_that_is_none() {
        online.domain.set("sites.example.test");
        for (var edge : new EdgeServer[] {online.edge, replica}) {
            await().atMost(Duration.ofSeconds(5)).until(() -> serves(edge, "boulangerie.sites.example.test"));
            await().atMost(Duration.ofSeconds(5)).until(() -> !serves(edge, "boulangerie.localhost"));
        }

        online.domain.set("127.0.0.1");
        await().during(Duration.ofSeconds(2))
                .atMost(Duration.ofSeconds(5))
                .until(() -> serves(replica, "boulangerie.sites.example.test"));
        online.domain.set("localhost");
        await().atMost(Duration.ofSeconds(5)).until(() -> serves(replica, "boulangerie.localhost"));

        var garage = site("garage");
        online.publisher.publish(garage, online.release(garage, "m2").digest(), Publisher.Notes.NONE);
        await().atMost(Duration.ofSeconds(5)).until(() -> serves(replica, "garage.localhost"));
        assertThat(serves(replica, "garage.sites.example.test")).isFalse();
    }

    private static boolean serves(EdgeServer edge, String host) {
        return get(edge, host + ":8081", "/").startsWith("HTTP/1.1 200");
    }
}
