package io.chantier.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.chantier.Client;
import io.chantier.deployment.DeploymentLog;
import io.chantier.deployment.Deployments;
import io.chantier.deployment.HealthRounds;
import io.chantier.deployment.SiteHealth;
import io.chantier.identity.Audit;
import io.chantier.sites.CertificateEnds;
import io.chantier.storage.ReleasePointers;
import io.chantier.storage.Releases;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Whether the sites of a fleet answer: found out by looking, told on the list, the site's page and the overview. */
class FleetConditionTest extends WithPublishedSite {

    @Autowired
    HealthRounds rounds;

    @Autowired
    SiteHealth health;

    @Autowired
    Deployments deployments;

    @Autowired
    Releases releases;

    @Autowired
    ReleasePointers pointers;

    @Autowired
    JdbcClient database;

    @Autowired
    DeploymentLog log;

    @Autowired
    Audit audit;

    @Autowired
    CertificateEnds certificates;

    @Test
    void a_site_that_shows_something_else_is_called_down_at_the_second_look_and_up_when_it_is_back() {
        online("wacht");
        var site = found("wacht");
        health.follow(Instant.now(), Duration.ofMinutes(5));
        look("wacht");
        assertThat(health.of(site)).get().extracting(now -> now.state().name()).isEqualTo("UP");
        assertThat(health.of(site).orElseThrow().failures()).isZero();
        assertThat(chantier.api()
                        .get("/api/sites/list.csv?q=wacht")
                        .body()
                        .lines()
                        .skip(1))
                .singleElement()
                .asString()
                .contains(";Répond;");
        assertThat(certificates.ending(site.team(), Duration.ofDays(21))).doesNotContainKey(site.slug());
        var list = browser().get("/sites?q=wacht").body();
        assertThat(list).contains("Répond", "/sites/wacht/releases").doesNotContain("Ne répond pas");

        var good = deployments.served(site).orElseThrow();
        var files = new TreeMap<>(Map.of("index.html", "<title>x</title>".getBytes(StandardCharsets.UTF_8)));
        var broken = releases.save(site.team(), site.id().value(), files, new TreeMap<>());
        pointers.switchTo(site.team(), site.id().value(), broken.digest());
        await().until(() -> chantier.visit("wacht", "/").contains("<title>x</title>"));
        look("wacht");
        assertThat(browser().get("/sites?watch=DOWN&q=wacht").body()).doesNotContain("/sites/wacht\"");
        look("wacht");
        assertThat(browser().get("/sites?watch=DOWN&q=wacht").body())
                .contains("/sites/wacht\"", "Répond avec d’autres pages");
        assertThat(browser().get("/sites?standing=READY&q=wacht").body()).containsPattern("q=wacht&(amp;)?watch=DOWN");
        assertThat(browser().get("/sites/wacht").body()).contains("Répond avec d’autres pages", "Quand cela a changé");
        assertThat(browser().get("/").body()).contains("/sites?watch=DOWN");
        var down = health.of(site).orElseThrow().since().toString();
        var published =
                pointers.current(site.team(), site.id().value()).orElseThrow().since();
        assertThat(chantier.api().get("/api/sites/list.csv?watch=DOWN").body())
                .contains("Répond-il ?", "wacht", "Répond avec d’autres pages", down, published.toString());

        pointers.switchTo(site.team(), site.id().value(), good);
        await().until(() -> chantier.visit("wacht", "/").contains("generator-build"));
        look("wacht");
        assertThat(health.changes(site))
                .extracting(change -> change.state().name())
                .containsExactly("UP", "DOWN");
        assertThat(browser().get("/sites?watch=DOWN&q=wacht").body()).doesNotContain("/sites/wacht\"");

        audit.write(site.team(), "site.publish", site.id().toString(), Map.of());
        assertThat(log.lastDeployers(site.team(), Map.of(site.id(), Instant.now())))
                .containsValue("Chantier");
        assertThat(log.lastDeployers(
                        site.team(), Map.of(site.id(), Instant.now().minusSeconds(60))))
                .doesNotContainValue("Chantier");

        Client.json(chantier.api().post("/api/sites/wacht/archive", Map.of()));
        health.follow(Instant.now(), Duration.ofMinutes(5));
        assertThat(health.of(site)).isEmpty();
    }

    /** As if its time had come; what else is due is none of this test's business. */
    private void look(String slug) {
        database.sql("update deployment_health set next_at = now() + interval '1 hour'")
                .update();
        database.sql("update deployment_health set next_at = now() - interval '1 second' where site_id = ?")
                .param(found(slug).id().value())
                .update();
        rounds.round();
    }
}
