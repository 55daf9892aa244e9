package io.chantier.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chantier.Client;
import io.chantier.deployment.Deployments;
import io.chantier.deployment.KeptReleases;
import io.chantier.deployment.Publisher;
import io.chantier.deployment.Retention;
import io.chantier.deployment.RetentionSettings;
import io.chantier.jobs.Jobs;
import io.chantier.sites.Site;
import io.chantier.storage.BlobUse;
import io.chantier.storage.Releases;
import io.chantier.values.Digest;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What the night takes of a site's releases, and what the public and those who go back never miss. */
class KeptReleasesTest extends WithPublishedSite {

    @Autowired
    Deployments deployments;

    @Autowired
    KeptReleases.Shelf shelf;

    @Autowired
    Jobs jobs;

    @Autowired
    List<BlobUse> uses;

    @Autowired
    JdbcClient database;

    @Autowired
    PlatformTransactionManager transactions;

    @Test
    void old_releases_go_at_night_and_nobody_misses_them() {
        online("nachtrest");
        var site = found("nachtrest");
        var all = List.of(published(site, "a"), published(site, "b"), published(site, "c"), published(site, "d"));
        var previewed = deployments.shown(site).orElseThrow();
        monthsPass(site);

        assertThatThrownBy(() -> keeping(failingAfterOne()).sweep()).hasMessage("killed");
        assertThat(kept(site)).containsAll(all);

        keeping(shelf.releases()).sweep();

        assertThat(kept(site)).contains(all.get(3), all.get(2), previewed).doesNotContain(all.get(0), all.get(1));
        assertThat(named()).contains(all.get(3), all.get(2)).doesNotContain(all.get(0));
        assertThat(chantier.visit("nachtrest", "/")).startsWith("HTTP/1.1 200").contains("nachtrest d");

        var gone = rolledBack(site, all.getFirst());
        assertThat(gone.status()).isEqualTo(410);
        assertThat(gone.body()).contains("release-gone");
        var releases = Client.json(chantier.api().get("/api/sites/nachtrest/releases"));
        assertThat(releases.get(0).get("kept").asString()).isEqualTo("LIVE");
        assertThat(releases.get(1).get("kept").asString()).isEqualTo("BEFORE");
        assertThat(releases.get(3).get("kept").isNull()).isTrue();
        var page = browser().get("/sites/nachtrest/releases").body();
        assertThat(page).contains("elle n’est plus gardée", "en ligne avant celle-ci", "/sites/nachtrest/revisions");

        var begun = System.nanoTime();
        assertThat(rolledBack(site, all.get(2)).status()).isEqualTo(200);
        assertThat(chantier.visit("nachtrest", "/")).contains("nachtrest c");
        assertThat((System.nanoTime() - begun) / 1_000_000).isLessThan(5_000);

        var log = Client.json(chantier.api().get("/api/sites/nachtrest/deployments"));
        assertThat(log.get(0).get("kind").asString()).isEqualTo("roll-back");
        assertThat(log.get(0).get("by").asString()).isNotEmpty();
        assertThat(log.get(1).get("kind").asString()).isEqualTo("create-site");
        assertThat(log.get(1).get("state").asString()).isEqualTo("SUCCEEDED");
        assertThat(log.get(1).get("by").asString())
                .isEqualTo(log.get(0).get("by").asString());
        assertThat(browser().get("/sites/nachtrest/releases").body())
                .contains(
                        "Déploiements",
                        "/sites/nachtrest/jobs/" + log.get(1).get("job").asString());
    }

    private record Answer(int status, String body) {}

    private Answer rolledBack(Site site, Digest release) {
        var answer = chantier.api()
                .put("/api/sites/" + site.slug() + "/releases/current", Map.of("release", release.value()));
        return new Answer(answer.statusCode(), answer.body());
    }

    /** Keeps one besides those that are needed, and nothing for its youth. */
    private KeptReleases keeping(Releases releases) {
        var here = new KeptReleases.Shelf(releases, shelf.pointers(), shelf.published(), shelf.elsewhere());
        return new KeptReleases(
                here,
                new Retention(new RetentionSettings(1, 0)),
                sites,
                jobs,
                Clock.systemUTC(),
                new TransactionTemplate(transactions));
    }

    /** As if the process were killed in the middle of a site. */
    private Releases failingAfterOne() {
        var forgotten = new AtomicInteger();
        return (Releases) Proxy.newProxyInstance(
                Releases.class.getClassLoader(), new Class<?>[] {Releases.class}, (_, method, arguments) -> {
                    if (method.getName().equals("forget") && forgotten.incrementAndGet() > 1)
                        throw new IllegalStateException("killed");
                    try {
                        return method.invoke(shelf.releases(), arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private Digest published(Site site, String mark) {
        var page = "<!DOCTYPE html><meta name=\"generator-build\" content=\"%s\"><h1>%s %s</h1>"
                .formatted(mark, site.slug(), mark);
        var files = new TreeMap<>(Map.of("index.html", page.getBytes(StandardCharsets.UTF_8)));
        var release = shelf.releases()
                .save(site.team(), site.id().value(), files, new TreeMap<>())
                .digest();
        deployments.publish(site, release, Publisher.Notes.NONE);
        deployments.verify(site);
        return release;
    }

    private void monthsPass(Site site) {
        for (var table : Map.of("storage_release", "created_at", "storage_publication", "published_at")
                .entrySet()) {
            database.sql("update %s set %2$s = %2$s - interval '90 days' where site_id = ?"
                            .formatted(table.getKey(), table.getValue()))
                    .param(site.id().value())
                    .update();
        }
    }

    private Set<Digest> kept(Site site) {
        var kept = new HashSet<Digest>();
        shelf.releases().kept(site.team(), site.id().value()).forEach(one -> kept.add(one.release()));
        return kept;
    }

    /** What the nightly sweep of blobs leaves alone. */
    private Set<Digest> named() {
        var named = new HashSet<Digest>();
        uses.forEach(use -> use.names(named::add));
        return named;
    }
}
