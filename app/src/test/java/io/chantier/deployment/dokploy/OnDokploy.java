package io.chantier.deployment.dokploy;

import io.chantier.deployment.Deployments;
import io.chantier.deployment.Online;
import io.chantier.deployment.Publication;
import io.chantier.deployment.Publisher;
import io.chantier.deployment.Verification;
import io.chantier.deployment.dokploy.DokployPublisher.Cargo;
import io.chantier.deployment.dokploy.DokployPublisher.Tools;
import io.chantier.identity.Vault;
import io.chantier.jobs.Jobs;
import io.chantier.outbound.Endpoints;
import io.chantier.sites.Site;
import io.chantier.storage.Release;
import io.chantier.values.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.springframework.beans.factory.support.StaticListableBeanFactory;

/** A publisher on a Dokploy that obeys the contract, beside our own edge, on a database of its own. */
final class OnDokploy implements AutoCloseable {

    static final String IMAGE = "nginx:alpine";

    private static final AtomicInteger NUMBER = new AtomicInteger();

    final Online online;
    final FakeDokploy dokploy = new FakeDokploy();
    final UUID server = UUID.randomUUID();
    final Places places;
    final Servers servers;
    final List<String> said = Collections.synchronizedList(new ArrayList<>());
    private final Endpoints endpoints = new Endpoints();
    private Duration ahead = Duration.ZERO;

    /** @param online shared by the tests of a class; each has a Dokploy of its own */
    OnDokploy(Online online) {
        this.online = online;
        places = new Places(online.storage.jdbc());
        var settings = settings();
        var vault = new Vault("a key of this test that is long enough", Path.of("/nonexistent"));
        servers = new Servers(online.storage.jdbc(), vault, settings);
        servers.store(new Servers.Listed(described(dokploy.url(), dokploy.token(), 90, 2), false, false));
    }

    /** Sites are built from another image from now on. */
    void imageIs(String image) {
        var now = servers.find(server).orElseThrow().server();
        var ways = new DokployServer.Ways(now.ways().reach(), image, now.ways().certificates());
        servers.store(new Servers.Listed(
                new DokployServer(server, now.name(), now.url(), new Secret(""), ways, now.limits()), false, false));
    }

    DokployServer described(URI url, String token, int sites, int builds) {
        return new DokployServer(
                server,
                "atelier-" + server,
                url,
                new Secret(token),
                new DokployServer.Ways(dokploy.traefik(), IMAGE, "letsencrypt"),
                new DokployServer.Limits(sites, builds));
    }

    private static DokploySettings settings() {
        return new DokploySettings(
                "",
                new Secret(""),
                IMAGE,
                "",
                Duration.ofMillis(30),
                Duration.ofSeconds(60),
                Duration.ofMinutes(15),
                Duration.ofSeconds(5),
                Duration.ZERO);
    }

    /** As after a restart of the application: nothing is remembered but what is in the database. */
    DokployPublisher publisher() {
        var turns = new Turns(online.storage.database());
        var settings = settings();
        var names = new PlaceNames(places, online.names, online.customNames);
        return new DokployPublisher(
                places,
                new Connections(servers, endpoints),
                new Provision(places, servers, turns, names),
                new Watch(places, settings, clock()),
                new Cargo(online.storage.releases(), new SitePackage(online.storage.blobs())),
                new Tools(turns, names, settings, clock()));
    }

    /** What is done with a site on our own edge and here; nothing is brought in line behind its back. */
    Deployments deployments() {
        var here = new DokployElsewhere(
                places, servers, publisher(), new StaticListableBeanFactory().getBeanProvider(Jobs.class));
        return new Deployments(
                online.publisher, here, online.verifier, online.sites, online.storage.pointers(), online.names);
    }

    /** To ask the server as we do. */
    Calls calls() {
        return calls(dokploy.url());
    }

    /** The same of whatever listens there. */
    Calls calls(URI url) {
        return new Calls(endpoints, described(url, dokploy.token(), 90, 2), new AtomicBoolean());
    }

    /** A site that has its place here; its slug gets a number, because the edge is shared. */
    Site site(String slug) {
        var site = Online.site(slug + "-" + NUMBER.incrementAndGet());
        places.put(Place.Key.of(site, server), Place.Role.CURRENT);
        return site;
    }

    Place place(Site site) {
        return places.current(site.team(), site.id()).orElseThrow();
    }

    Release release(Site site, String marker) {
        return online.release(site, marker);
    }

    /** One move. */
    Publication ask(DokployPublisher publisher, Site site, Release release) {
        return publisher.publish(site, release.digest(), (key, arguments) -> said.add(key + arguments));
    }

    /** All moves until somebody has to decide. */
    Publication publish(Site site, Release release) {
        return publish(publisher(), site, release);
    }

    Publication publish(DokployPublisher publisher, Site site, Release release) {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(20))
                .until(
                        () -> ask(publisher, site, release),
                        publication -> !(publication instanceof Publication.Underway));
    }

    /** What is seen from outside, with the site's pointer on this release. */
    Verification seen(Site site, Release release) {
        online.publisher.publish(site, release.digest(), Publisher.Notes.NONE);
        return online.verifier.verify(site, publisher().sightOf(site));
    }

    /** From now on the clock is that much ahead. */
    void later(Duration time) {
        ahead = ahead.plus(time);
    }

    private Clock clock() {
        return new Clock() {
            @Override
            public Instant instant() {
                return Instant.now().plus(ahead);
            }

            @Override
            public ZoneId getZone() {
                return ZoneId.of("UTC");
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }
        };
    }

    Optional<String> saidAbout(String key) {
        return said.stream().filter(line -> line.startsWith(key)).findFirst();
    }

    Map<String, Long> made() {
        return Map.of(
                "project.create", dokploy.count("project.create"),
                "application.create", dokploy.count("application.create"),
                "domain.create", dokploy.count("domain.create"));
    }

    @Override
    public void close() {
        endpoints.close();
        dokploy.close();
    }
}
