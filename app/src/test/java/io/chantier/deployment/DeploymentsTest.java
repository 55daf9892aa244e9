package io.chantier.deployment;

import static io.chantier.deployment.Online.site;
import static org.assertj.core.api.Assertions.assertThat;

import io.chantier.ingress.RoutedSite;
import io.chantier.jobs.StepOutcome;
import io.chantier.sites.Site;
import io.chantier.sites.SiteEvent;
import io.chantier.values.Digest;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class DeploymentsTest {

    private static Online online;

    @BeforeAll
    static void start() {
        online = new Online();
    }

    @AfterAll
    static void stop() {
        online.close();
    }

    @Test
    void what_was_published_is_seen_from_outside() {
        var site = site("vu");
        publish(site, online.release(site, "m1").digest());
        assertThat(online.deployments.verify(site)).isEqualTo(StepOutcome.done("m1"));
        assertThat(online.deployments.history(site)).singleElement().matches(past -> past.confirmedAt() != null);
    }

    @Test
    void a_release_that_is_not_seen_is_taken_back_to_the_last_good_one() {
        var site = site("repli");
        var good = online.release(site, "good");
        publish(site, good.digest());
        assertThat(online.deployments.verify(site)).isInstanceOf(StepOutcome.Done.class);
        publish(site, withoutMarker(site));
        assertThat(online.deployments.verify(site)).isInstanceOf(StepOutcome.Failed.class);
        assertThat(online.deployments.served(site)).contains(good.digest());
        assertThat(online.deployments.verify(site)).isEqualTo(StepOutcome.done("good"));
    }

    @Test
    void a_first_release_that_is_not_seen_leaves_nothing_online() {
        var site = site("premier");
        publish(site, withoutMarker(site));
        assertThat(online.deployments.verify(site)).isInstanceOf(StepOutcome.Failed.class);
        assertThat(online.deployments.served(site)).isEmpty();
    }

    @Test
    void a_proxy_in_front_of_the_edge_is_told_of_each_site_that_the_edge_answers_for() {
        var site = site("relaye");
        var told = new SitesForProxy(online.sites, online.storage.pointers(), Online.NOWHERE);
        assertThat(told.now()).doesNotContain(RoutedSite.onOurEdge(site.slug()));
        publish(site, online.release(site, "m1").digest());
        online.deployments.suspend(site);
        assertThat(told.now()).contains(RoutedSite.onOurEdge(site.slug()));
        forget(site);
        assertThat(told.now()).doesNotContain(RoutedSite.onOurEdge(site.slug()));
    }

    @Test
    void visitors_of_a_site_on_a_server_get_an_earlier_release_from_our_edge_until_the_server_has_it_too() {
        var site = site("retour");
        var earlier = online.release(site, "earlier").digest();
        var newer = online.release(site, "newer").digest();
        publish(site, earlier);
        publish(site, newer);
        var server = URI.create("http://10.0.0.5");
        var shown = new HashMap<>(Map.of(site.id().value(), new Elsewhere.Reached(server, newer)));
        var told = new SitesForProxy(online.sites, online.storage.pointers(), serversThatShow(shown));
        assertThat(told.now())
                .filteredOn(one -> one.slug().equals(site.slug()))
                .allMatch(one -> one.place() instanceof RoutedSite.Place.Elsewhere);

        assertThat(online.deployments.switchTo(site, earlier)).isInstanceOf(Deployments.Switched.Done.class);
        assertThat(told.now()).contains(RoutedSite.onOurEdge(site.slug()));

        shown.put(site.id().value(), new Elsewhere.Reached(server, earlier));
        assertThat(told.now()).doesNotContain(RoutedSite.onOurEdge(site.slug()));
    }

    @Test
    void a_site_on_a_server_that_no_proxy_of_ours_leads_to_is_told_as_such_for_as_long_as_it_stands_there() {
        var site = site("abseits-allein");
        publish(site, online.release(site, "m1").digest());
        var apart = (Elsewhere) Proxy.newProxyInstance(
                Elsewhere.class.getClassLoader(),
                new Class<?>[] {Elsewhere.class},
                (_, method, arguments) -> switch (method.getName()) {
                    case "apart" -> Set.of(site.slug());
                    case "isApart" -> site.slug().equals(arguments[0]);
                    default -> method.invoke(Online.NOWHERE, arguments);
                });
        var told = new SitesForProxy(online.sites, online.storage.pointers(), apart);
        assertThat(told.now()).contains(new RoutedSite(site.slug(), new RoutedSite.Place.Apart(), List.of()));
        assertThat(told.isApart(site.slug())).isTrue();
        var again = new SitesForProxy(online.sites, online.storage.pointers(), Online.NOWHERE);
        assertThat(again.now()).contains(RoutedSite.onOurEdge(site.slug()));
        assertThat(again.isApart(site.slug())).isFalse();
    }

    private static Elsewhere serversThatShow(Map<UUID, Elsewhere.Reached> shown) {
        return (Elsewhere) Proxy.newProxyInstance(
                Elsewhere.class.getClassLoader(),
                new Class<?>[] {Elsewhere.class},
                (_, method, arguments) -> method.getName().equals("reached")
                        ? new HashMap<>(shown)
                        : method.invoke(Online.NOWHERE, arguments));
    }

    @Test
    void each_site_is_looked_at_by_one_replica_and_none_waits_for_the_other() {
        for (var site : List.of(site("erste"), site("zweite"), site("dritte")))
            publish(site, online.release(site, "m").digest());
        var rows = new SiteHealth(online.storage.jdbc());
        var every = Duration.ofMinutes(5);
        var now = Instant.now().plus(every);
        rows.follow(now.minus(every), every);

        var transaction = new TransactionTemplate(new DataSourceTransactionManager(online.storage.database()));
        transaction.executeWithoutResult(_ -> {
            var mine = rows.take(now, every, 2);
            var others = CompletableFuture.supplyAsync(() -> rows.take(now, every, 100))
                    .orTimeout(10, TimeUnit.SECONDS)
                    .join();
            assertThat(mine).hasSize(2);
            assertThat(others).isNotEmpty().doesNotContainAnyElementsOf(mine);
        });
        assertThat(rows.take(now, every, 100)).isEmpty();
    }

    @Test
    void a_deleted_site_leaves_nothing() {
        var site = site("efface");
        var release = online.release(site, "m1").digest();
        publish(site, release);
        online.deployments.preview(site, release);
        forget(site);
        assertThat(online.deployments.served(site)).isEmpty();
        assertThat(online.deployments.history(site)).isEmpty();
        assertThat(online.deployments.previewOf(site)).isEmpty();
        assertThat(online.storage.releases().find(site.team(), site.id().value(), release))
                .isEmpty();
    }

    private static void forget(Site site) {
        new DeletedSites(
                        online.deployments,
                        online.storage.pointers(),
                        online.storage.releases(),
                        new PublishedTo(online.storage.jdbc(), Online.NOWHERE))
                .forget(new SiteEvent.Deleted(site));
    }

    private static void publish(Site site, Digest release) {
        assertThat(online.deployments.publish(site, release, Publisher.Notes.NONE))
                .isInstanceOf(StepOutcome.Done.class);
    }

    private static Digest withoutMarker(Site site) {
        var files = new TreeMap<String, byte[]>();
        files.put("index.html", "<!DOCTYPE html><title>x</title>".getBytes(StandardCharsets.UTF_8));
        return online.storage
                .releases()
                .save(site.team(), site.id().value(), files, new TreeMap<>())
                .digest();
    }
}
