package io.chantier.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.chantier.Client;
import io.chantier.deployment.Deployments;
import io.chantier.deployment.Elsewhere;
import io.chantier.deployment.KeptReleases;
import io.chantier.deployment.Publisher;
import io.chantier.deployment.Retention;
import io.chantier.deployment.RetentionSettings;
import io.chantier.identity.Audit;
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
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
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
    Audit audit;

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

        keeping(stumblingOverTheFirst(site)).sweep();

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

    @Test
    void a_way_back_that_nobody_sees_is_listed_as_failed_and_who_published_stays_known_over_many_edits() {
        online("irrweg");
        var site = found("irrweg");
        var files = new TreeMap<>(Map.of("index.html", "<title>x</title>".getBytes(StandardCharsets.UTF_8)));
        var unseen = shelf.releases()
                .save(site.team(), site.id().value(), files, new TreeMap<>())
                .digest();
        deployments.publish(site, unseen, Publisher.Notes.NONE);
        published(site, "z");
        for (int edits = 0; edits < 101; edits++)
            audit.write(site.team(), "site.edit", site.id().toString(), Map.of());

        assertThat(rolledBack(site, unseen).status()).isGreaterThanOrEqualTo(400);

        await().until(() -> chantier.visit("irrweg", "/").contains("irrweg z"));
        var log = Client.json(chantier.api().get("/api/sites/irrweg/deployments"));
        assertThat(log.get(0).get("kind").asString()).isEqualTo("roll-back");
        assertThat(log.get(0).get("state").asString()).isEqualTo("FAILED");
        assertThat(log.get(1).get("kind").asString()).isEqualTo("create-site");
        assertThat(log.get(1).get("by").asString()).isNotEmpty();
    }

    @Test
    void what_a_client_is_shown_a_job_has_in_hand_or_another_server_shows_stays() {
        online("zeigen");
        var site = found("zeigen");
        var past = Stream.of("a", "b", "c", "d", "e", "f")
                .map(mark -> published(site, mark))
                .toList();
        deployments.show(site, UUID.randomUUID(), past.get(1));
        monthsPass(site);
        var working =
                standIn(Jobs.class, jobs, "resultsOf", List.of(past.getFirst().value()));
        var server = standIn(Elsewhere.class, shelf.elsewhere(), "shown", Set.of(past.get(3)));

        keeping(only(site), working, server).sweep();

        assertThat(kept(site))
                .contains(past.get(0), past.get(1), past.get(3), past.get(4), past.get(5))
                .doesNotContain(past.get(2));
        keeping(only(site)).sweep();
        assertThat(kept(site)).contains(past.get(1)).doesNotContain(past.get(0), past.get(3));
    }

    @Test
    void a_release_to_which_somebody_goes_back_at_the_moment_of_the_sweep_stays() throws Exception {
        online("gleichzeitig");
        var site = found("gleichzeitig");
        var past = Stream.of("a", "b", "c").map(mark -> published(site, mark)).toList();
        monthsPass(site);

        try (var night = Executors.newVirtualThreadPerTaskExecutor()) {
            var swept = new CompletableFuture<@Nullable Void>();
            new TransactionTemplate(transactions).executeWithoutResult(_ -> {
                sites.lock(site.team(), site.id());
                night.execute(() -> {
                    keeping(only(site)).sweep();
                    swept.complete(null);
                });
                assertThatThrownBy(() -> swept.get(1, TimeUnit.SECONDS)).isInstanceOf(TimeoutException.class);
                deployments.switchTo(site, past.getFirst());
            });
            swept.get(20, TimeUnit.SECONDS);
        }

        assertThat(kept(site)).contains(past.get(0), past.get(2)).doesNotContain(past.get(1));
        await().until(() -> chantier.visit("gleichzeitig", "/").contains("gleichzeitig a"));
    }

    private record Answer(int status, String body) {}

    private Answer rolledBack(Site site, Digest release) {
        var answer = chantier.api()
                .put("/api/sites/" + site.slug() + "/releases/current", Map.of("release", release.value()));
        return new Answer(answer.statusCode(), answer.body());
    }

    /** Keeps one besides those that are needed, and nothing for its youth. */
    private KeptReleases keeping(Releases releases) {
        return keeping(releases, jobs, shelf.elsewhere());
    }

    private KeptReleases keeping(Releases releases, Jobs work, Elsewhere elsewhere) {
        var here = new KeptReleases.Shelf(releases, shelf.pointers(), shelf.published(), elsewhere);
        return new KeptReleases(
                here,
                new Retention(new RetentionSettings(1, 0)),
                sites,
                work,
                Clock.systemUTC(),
                new TransactionTemplate(transactions));
    }

    /** As if the process were killed in the middle of a site. */
    private Releases failingAfterOne() {
        var forgotten = new AtomicInteger();
        return releases((method, given) -> {
            if (method.equals("forget") && forgotten.incrementAndGet() > 1) throw new Killed();
            return given.call();
        });
    }

    /** Nothing can be read of the first site of the night; the site of this test comes after it. */
    private Releases stumblingOverTheFirst(Site site) {
        var asked = new AtomicInteger();
        var one = new Releases.OfSite(site.team(), site.id().value());
        return releases((method, given) -> {
            if (method.equals("withOlderThan")) return List.of(one, one);
            if (method.equals("kept") && asked.incrementAndGet() == 1) throw new IllegalStateException("unreadable");
            return given.call();
        });
    }

    /** As if no other site had old releases. */
    private Releases only(Site site) {
        var one = new Releases.OfSite(site.team(), site.id().value());
        return standIn(Releases.class, shelf.releases(), "withOlderThan", List.of(one));
    }

    /** The real one, but for what it answers to this. */
    private static <T> T standIn(Class<T> type, T real, String asked, Object answer) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (_, method, arguments) -> method.getName().equals(asked) ? answer : method.invoke(real, arguments)));
    }

    private interface Trouble {
        Object befalls(String method, Callable<Object> given) throws Exception;
    }

    private Releases releases(Trouble trouble) {
        return (Releases) Proxy.newProxyInstance(
                Releases.class.getClassLoader(),
                new Class<?>[] {Releases.class},
                (_, method, arguments) -> trouble.befalls(method.getName(), () -> {
                    try {
                        return method.invoke(shelf.releases(), arguments);
                    } catch (InvocationTargetException e) {
                        throw new IllegalStateException(e.getCause());
                    }
                }));
    }

    private static final class Killed extends Error {

        private static final long serialVersionUID = 1;

        Killed() {
            super("killed");
        }
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
