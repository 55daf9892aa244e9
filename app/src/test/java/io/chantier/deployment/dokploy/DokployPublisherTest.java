package io.chantier.deployment.dokploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.chantier.deployment.Publication;
import io.chantier.deployment.Publication.Live;
import io.chantier.deployment.Publication.Underway;
import io.chantier.deployment.Publisher;
import io.chantier.deployment.PublisherContract;
import io.chantier.deployment.Verification;
import io.chantier.sites.Site;
import io.chantier.sites.SiteId;
import io.chantier.values.Digest;
import io.chantier.values.Secret;
import io.chantier.values.Slug;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What publishing makes on a Dokploy server: everything once, whoever asks how often. */
class DokployPublisherTest extends WithDokploy {

    @Test
    void a_site_gets_a_project_an_application_a_domain_and_is_seen_from_outside() {
        var bakery = on.site("boulangerie");
        var release = on.release(bakery, "m1");

        assertThat(on.publish(bakery, release)).isInstanceOf(Live.class);

        assertThat(on.seen(bakery, release)).isInstanceOf(Verification.Seen.class);
        assertThat(on.made().values()).containsOnly(1L);
        assertThat(on.saidAbout("dokploy.build")).isPresent();
        assertThat(on.place(bakery).release()).contains(release.digest());
    }

    @Test
    void what_runs_already_is_not_sent_again() {
        var bakery = on.site("boulangerie");
        var release = on.release(bakery, "m1");
        on.publish(bakery, release);
        assertThat(on.publish(bakery, release)).isInstanceOf(Live.class);
        assertThat(on.dokploy.count("application.dropDeployment")).isEqualTo(1);
    }

    @Test
    void a_change_replaces_the_site_with_the_same_application() {
        var bakery = on.site("boulangerie");
        on.publish(bakery, on.release(bakery, "m1"));
        var changed = on.release(bakery, "m2");
        assertThat(on.publish(bakery, changed)).isInstanceOf(Live.class);
        assertThat(on.seen(bakery, changed)).isInstanceOf(Verification.Seen.class);
        assertThat(on.made().values()).containsOnly(1L);
    }

    @Test
    void sites_of_one_team_share_a_project() {
        var one = on.site("un");
        on.publish(one, on.release(one, "m1"));
        var other = new Site(
                new SiteId(UUID.randomUUID()),
                one.team(),
                new Slug("deux"),
                one.kind(),
                one.profile(),
                one.status(),
                one.createdAt());
        on.places.put(Place.Key.of(other, on.server), Place.Role.CURRENT);
        on.publish(other, on.release(other, "m1"));
        assertThat(on.dokploy.projectCount()).isEqualTo(1);
        assertThat(on.dokploy.applicationCount()).isEqualTo(2);
    }

    @Test
    void an_answer_that_is_lost_makes_nothing_twice() {
        for (var procedure : List.of(
                "project.create",
                "application.create",
                "application.saveBuildType",
                "application.saveEnvironment",
                "domain.create",
                "application.dropDeployment")) {
            on.dokploy.losingAnswerOf(procedure);
        }
        var bakery = on.site("boulangerie");
        var release = on.release(bakery, "m1");
        Publication last = new Underway(Duration.ZERO);
        for (int tries = 0; tries < 20 && !(last instanceof Live); tries++) last = on.publish(bakery, release);
        assertThat(last).isInstanceOf(Live.class);
        assertThat(on.dokploy.projectCount()).isEqualTo(1);
        assertThat(on.dokploy.applicationCount()).isEqualTo(1);
        assertThat(on.dokploy.domainCount()).isEqualTo(1);
        assertThat(on.dokploy.count("application.dropDeployment")).isEqualTo(1);
    }

    @Test
    void two_replicas_at_the_same_moment_make_nothing_twice() throws Exception {
        var bakery = on.site("boulangerie");
        var release = on.release(bakery, "m1");
        try (var replicas = Executors.newVirtualThreadPerTaskExecutor()) {
            var all = replicas.invokeAll(IntStream.range(0, 4)
                    .<Callable<Publication>>mapToObj(_ -> () -> on.publish(bakery, release))
                    .toList());
            for (var one : all) assertThat(one.get()).isInstanceOf(Live.class);
        }
        assertThat(on.made().values()).containsOnly(1L);
        assertThat(on.dokploy.count("application.dropDeployment")).isEqualTo(1);
    }

    @Test
    void sites_published_side_by_side_all_get_their_routes() throws Exception {
        var sites = IntStream.range(0, 6)
                .mapToObj(number -> on.site("cote-" + number))
                .toList();
        try (var replicas = Executors.newVirtualThreadPerTaskExecutor()) {
            var all = replicas.invokeAll(sites.stream()
                    .<Callable<Publication>>map(site -> () -> on.publish(site, on.release(site, "m1")))
                    .toList());
            for (var one : all) assertThat(one.get()).isInstanceOf(Live.class);
        }
        for (var site : sites) {
            assertThat(on.seen(site, on.release(site, "m1"))).isInstanceOf(Verification.Seen.class);
        }
    }

    @Test
    void no_more_sites_are_built_at_once_than_the_server_may() throws Exception {
        on.dokploy.pausingBuilds();
        var sites = IntStream.range(0, 3)
                .mapToObj(number -> on.site("bau-" + number))
                .toList();
        for (var site : sites) on.ask(on.publisher(), site, on.release(site, "m1"));
        assertThat(on.dokploy.count("application.dropDeployment")).isEqualTo(2);
        on.dokploy.finishBuilds();
        for (var site : sites)
            assertThat(on.publish(site, on.release(site, "m1"))).isInstanceOf(Live.class);
    }

    @Test
    void dokploy_speaks_tls_only_where_nothing_else_does() {
        var https = URI.create("https://boulangerie.example");
        assertThat(tls("letsencrypt", "").speaksTls(https)).isTrue();
        assertThat(tls("letsencrypt", "").speaksTls(URI.create("http://boulangerie.example")))
                .isFalse();
        assertThat(tls("none", "").speaksTls(https)).isFalse();
        assertThat(tls("letsencrypt", "http://10.0.0.5").speaksTls(https)).isFalse();
    }

    private static DokployServer tls(String certificates, String reach) {
        return new DokployServer(
                UUID.randomUUID(),
                "atelier",
                URI.create("http://127.0.0.1:3000"),
                new Secret("key"),
                new DokployServer.Ways(URI.create(reach), "nginx:alpine", certificates),
                new DokployServer.Limits(90, 2));
    }

    @Test
    void a_paused_site_is_stopped_and_comes_back() {
        var bakery = on.site("boulangerie");
        var release = on.release(bakery, "m1");
        on.publish(bakery, release);
        assertThat(on.publisher().stop(on.place(bakery), Publisher.Notes.NONE)).isInstanceOf(Live.class);
        assertThat(on.seen(bakery, release)).isInstanceOf(Verification.NotSeen.class);
        assertThat(on.publish(bakery, release)).isInstanceOf(Live.class);
        assertThat(on.seen(bakery, release)).isInstanceOf(Verification.Seen.class);
        assertThat(on.dokploy.count("application.dropDeployment")).isEqualTo(1);
    }

    @Test
    void a_site_that_leaves_is_deleted_there() {
        var bakery = on.site("boulangerie");
        on.publish(bakery, on.release(bakery, "m1"));
        var place = on.place(bakery);
        assertThat(on.publisher().leave(place, Publisher.Notes.NONE)).isInstanceOf(Live.class);
        assertThat(on.dokploy.applicationCount()).isZero();
        assertThat(on.places.of(bakery.team(), bakery.id())).isEmpty();
    }

    @Test
    void versions_since_0_25_are_served_with_the_same_requests() {
        for (var version : List.of("v0.25.0", "v0.26.0", "v0.27.0", "v0.28.8", "v0.29.9", "v0.30.2")) {
            on.dokploy.olderVersion(version);
            var site = on.site("v" + version.replaceAll("[^0-9]", ""));
            assertThat(on.publish(site, on.release(site, "m1"))).as(version).isInstanceOf(Live.class);
        }
    }

    /** The same contract as our own edge. */
    @Nested
    class LikeAnyPublisher implements PublisherContract {

        @Override
        public Publisher publisher() {
            var real = on.publisher();
            return new Publisher() {
                @Override
                public Publication publish(Site site, Digest release, Notes notes) {
                    if (on.places.of(site.team(), site.id()).stream()
                            .noneMatch(place -> place.role() == Place.Role.CURRENT)) {
                        on.places.put(Place.Key.of(site, on.server), Place.Role.CURRENT);
                    }
                    return real.publish(site, release, notes);
                }

                @Override
                public void withdraw(Site site) {
                    real.withdraw(site);
                }

                @Override
                public URI addressOf(Site site) {
                    return real.addressOf(site);
                }
            };
        }

        @Override
        public Digest release(Site site, String marker) {
            return on.release(site, marker).digest();
        }
    }
}
