package io.chantier.deployment.edge;

import static io.chantier.deployment.Online.get;
import static io.chantier.deployment.Online.send;
import static io.chantier.deployment.Online.site;
import static io.chantier.ingress.Routed.leadsTo;
import static io.chantier.ingress.Routed.serves;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.chantier.deployment.Online;
import io.chantier.deployment.Publisher;
import io.chantier.deployment.Verification;
import io.chantier.sites.Site;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Two edges of one installation, as two processes would have them, asked under names of customers' own. */
class CustomNamesTest {

    private static Online online;
    private static EdgeServer replica;

    @BeforeAll
    static void start() {
        online = new Online();
        replica = online.edge();
    }

    @AfterAll
    static void stop() {
        replica.close();
        online.close();
    }

    private static Site published(String slug) {
        var site = site(slug);
        online.publisher.publish(site, online.release(site, slug + "-1").digest(), Publisher.Notes.NONE);
        soon(slug + ".localhost", "HTTP/1.1 200");
        return site;
    }

    /** Both edges have to say so within two seconds: far sooner than they read everything anew. */
    private static void soon(String host, String start) {
        for (var edge : List.of(online.edge, replica)) {
            await().atMost(Duration.ofSeconds(2))
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> get(edge, host, "/").startsWith(start));
        }
    }

    private static String location(String host, String path) {
        return get(online.edge, host, path)
                .lines()
                .filter(line -> line.startsWith("Location: "))
                .findFirst()
                .orElse("");
    }

    @Test
    void a_site_answers_under_its_customers_name_and_sends_visitors_of_the_others_there_with_path_and_query() {
        var bakery = published("names-bakery");
        assertThat(get(online.edge, "martin.fr", "/"))
                .startsWith("HTTP/1.1 404")
                .contains("pas de site ici");
        online.rename(bakery, serves("martin.fr", true), leadsTo("www.martin.fr", "martin.fr"));
        soon("martin.fr", "HTTP/1.1 200");
        soon("www.martin.fr", "HTTP/1.1 301");
        assertThat(get(online.edge, "MARTIN.fr.", "/")).contains("names-bakery names-bakery-1");
        assertThat(get(online.edge, "names-bakery.localhost", "/")).startsWith("HTTP/1.1 200");
        assertThat(location("www.martin.fr:8081", "/services/?a=1&b=%2F"))
                .isEqualTo("Location: http://martin.fr:8081/services/?a=1&b=%2F");
        assertThat(send(online.edge, "HEAD", "www.martin.fr", "/"))
                .startsWith("HTTP/1.1 301")
                .contains("Cache-Control: no-cache")
                .endsWith("\r\n\r\n");
        assertThat(send(online.edge, "POST", "www.martin.fr", "/")).startsWith("HTTP/1.1 405");
        for (var path : List.of("//evil.example/", "/\\evil.example", "/@evil.example", "/..//evil.example")) {
            assertThat(location("www.martin.fr", path)).as(path).matches("|Location: http://martin\\.fr:8081/.*");
        }
        online.rename(bakery, serves("www.martin.fr", true), leadsTo("martin.fr", "www.martin.fr"));
        soon("www.martin.fr", "HTTP/1.1 200");
        soon("martin.fr", "HTTP/1.1 301");
        online.rename(bakery);
        soon("martin.fr", "HTTP/1.1 404");
        soon("www.martin.fr", "HTTP/1.1 404");
    }

    @Test
    void our_own_name_of_a_site_may_lead_to_the_primary_one_and_what_is_published_is_still_seen() {
        var florist = published("names-florist");
        online.rename(florist, serves("fleurs.fr", true), leadsTo("names-florist.localhost", "fleurs.fr"));
        soon("names-florist.localhost", "HTTP/1.1 301");
        assertThat(location("names-florist.localhost", "/x")).isEqualTo("Location: http://fleurs.fr:8081/x");
        var next = online.release(florist, "names-florist-2");
        online.publisher.publish(florist, next.digest(), Publisher.Notes.NONE);
        assertThat(online.verifier.verify(florist))
                .isEqualTo(new Verification.Seen(URI.create("http://fleurs.fr:8081"), "names-florist-2"));
    }

    @Test
    void nobody_gets_a_name_of_ours_or_of_another_site_and_none_leads_to_strangers() {
        published("names-victim");
        var thief = published("names-thief");
        online.rename(
                thief,
                serves("names-victim.localhost", true),
                serves("localhost", true),
                leadsTo("bait.fr", "evil.example"),
                leadsTo("circle.fr", "circle.fr"),
                serves("fine.fr", false));
        soon("fine.fr", "HTTP/1.1 200");
        assertThat(get(online.edge, "names-victim.localhost", "/")).contains("names-victim-1");
        for (var host : List.of("localhost", "bait.fr", "circle.fr", "evil.example")) {
            assertThat(get(online.edge, host, "/")).as(host).startsWith("HTTP/1.1 404");
        }
    }

    @Test
    void a_name_that_goes_from_one_site_to_another_is_never_without_one() {
        var old = published("names-seller");
        var young = published("names-buyer");
        online.rename(old, serves("sold.fr", true));
        soon("sold.fr", "HTTP/1.1 200");
        online.customers.put(old.slug(), List.of());
        online.rename(young, serves("sold.fr", true));
        await().until(() -> get(replica, "sold.fr", "/").contains("names-buyer-1"));
        online.rename(old);
        await().during(Duration.ofMillis(300))
                .until(() -> get(replica, "sold.fr", "/").contains("names-buyer-1"));
    }

    @Test
    void a_paused_site_says_so_under_each_of_its_names() {
        var garage = published("names-garage");
        online.rename(garage, serves("garage.fr", true), leadsTo("www.garage.fr", "garage.fr"));
        soon("www.garage.fr", "HTTP/1.1 301");
        online.deployments.suspend(garage);
        soon("garage.fr", "HTTP/1.1 503");
        soon("www.garage.fr", "HTTP/1.1 503");
        online.deployments.withdraw(garage);
        soon("garage.fr", "HTTP/1.1 404");
    }
}
