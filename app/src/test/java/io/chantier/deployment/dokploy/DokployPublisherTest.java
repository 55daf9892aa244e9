package io.chantier.deployment.dokploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.chantier.deployment.Online;
import io.chantier.deployment.Publication;
import io.chantier.deployment.Publication.Live;
import io.chantier.deployment.Publication.Refused;
import io.chantier.deployment.Publication.Underway;
import io.chantier.deployment.Publication.Unreachable;
import io.chantier.deployment.Publisher;
import io.chantier.deployment.PublisherContract;
import io.chantier.deployment.Sight;
import io.chantier.deployment.Verification;
import io.chantier.sites.Site;
import io.chantier.sites.SiteId;
import io.chantier.values.Digest;
import io.chantier.values.Secret;
import io.chantier.values.Slug;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Publishing on Dokploy, with its traps. */
class DokployPublisherTest {

    private static Online online;
    private OnDokploy on;

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
    void a_route_that_somebody_elses_haste_lost_is_written_again() {
        var bakery = on.site("boulangerie");
        on.publish(bakery, on.release(bakery, "m1"));
        on.dokploy.losingRouteOf(on.publisher().addressOf(bakery).getHost());
        var changed = on.release(bakery, "m2");
        assertThat(on.publish(bakery, changed)).isInstanceOf(Live.class);
        assertThat(on.seen(bakery, changed)).isInstanceOf(Verification.Seen.class);
        assertThat(on.dokploy.domainCount()).isEqualTo(1);
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
    void what_dokploy_forgot_when_it_restarted_is_sent_again() throws Exception {
        on.dokploy.holdingQueue();
        var bakery = on.site("boulangerie");
        var release = on.release(bakery, "m1");
        assertThat(on.ask(on.publisher(), bakery, release)).isInstanceOf(Underway.class);
        on.dokploy.restart();
        on.dokploy.finishBuilds();

        assertThat(on.ask(on.publisher(), bakery, release)).isInstanceOf(Underway.class);
        assertThat(on.dokploy.count("application.dropDeployment")).isEqualTo(1);
        on.later(Duration.ofSeconds(61));

        assertThat(on.publish(bakery, release)).isInstanceOf(Live.class);
        assertThat(on.dokploy.count("application.dropDeployment")).isEqualTo(2);
        assertThat(on.saidAbout("dokploy.again")).isPresent();
    }

    @Test
    void a_build_that_a_restart_cut_off_is_sent_again_at_once() throws Exception {
        on.dokploy.pausingBuilds();
        var bakery = on.site("boulangerie");
        var release = on.release(bakery, "m1");
        on.ask(on.publisher(), bakery, release);
        awaitRunning(bakery);
        on.dokploy.restart();
        on.dokploy.finishBuilds();
        assertThat(on.publish(bakery, release)).isInstanceOf(Live.class);
        assertThat(on.dokploy.count("application.dropDeployment")).isEqualTo(2);
    }

    @Test
    void what_is_lost_three_times_is_told() {
        on.dokploy.losingDeployRequests();
        var bakery = on.site("boulangerie");
        var release = on.release(bakery, "m1");
        for (int times = 0; times < 3; times++) {
            assertThat(on.ask(on.publisher(), bakery, release)).isInstanceOf(Underway.class);
            on.later(Duration.ofSeconds(61));
        }
        assertThat(code(on.ask(on.publisher(), bakery, release))).isEqualTo("dokploy-lost");
        on.dokploy.healthy();
        assertThat(on.publish(bakery, release)).isInstanceOf(Live.class);
    }

    @Test
    void a_waiting_build_is_not_taken_for_lost() throws Exception {
        on.dokploy.holdingQueue();
        var bakery = on.site("boulangerie");
        var release = on.release(bakery, "m1");
        on.ask(on.publisher(), bakery, release);
        on.later(Duration.ofMinutes(5));
        assertThat(on.ask(on.publisher(), bakery, release)).isInstanceOf(Underway.class);
        on.dokploy.finishBuilds();
        assertThat(on.publish(bakery, release)).isInstanceOf(Live.class);
        assertThat(on.dokploy.count("application.dropDeployment")).isEqualTo(1);
    }

    @Test
    void a_build_that_hangs_is_told_and_can_be_retried() throws Exception {
        on.dokploy.pausingBuilds();
        var bakery = on.site("boulangerie");
        var release = on.release(bakery, "m1");
        on.ask(on.publisher(), bakery, release);
        awaitRunning(bakery);
        on.later(Duration.ofMinutes(16));
        assertThat(code(on.ask(on.publisher(), bakery, release))).isEqualTo("dokploy-build-timeout");
        on.dokploy.finishBuilds();
        assertThat(on.publish(bakery, release)).isInstanceOf(Live.class);
    }

    @Test
    void an_application_that_a_person_deleted_is_noticed_and_made_anew_on_retry() {
        var bakery = on.site("boulangerie");
        on.publish(bakery, on.release(bakery, "m1"));
        on.dokploy.deletedByHand(on.place(bakery).app().orElseThrow().id());
        var changed = on.release(bakery, "m2");
        assertThat(code(on.publish(bakery, changed))).isEqualTo("dokploy-app-deleted");
        assertThat(on.publish(bakery, changed)).isInstanceOf(Live.class);
        assertThat(on.seen(bakery, changed)).isInstanceOf(Verification.Seen.class);
    }

    @Test
    void a_key_that_was_good_and_is_refused_is_explained_by_its_rate_limit() {
        var publisher = on.publisher();
        on.dokploy.rateLimited();
        var bakery = on.site("boulangerie");
        assertThat(code(on.publish(publisher, bakery, on.release(bakery, "m1"))))
                .isEqualTo("dokploy-key-limit");
    }

    @Test
    void a_wrong_key_is_named() {
        on.servers.store(new Servers.Listed(on.described(on.dokploy.url(), "wrong", 90, 2), false, false));
        var bakery = on.site("boulangerie");
        assertThat(code(on.publish(bakery, on.release(bakery, "m1")))).isEqualTo("dokploy-unauthorized");
    }

    @Test
    void a_server_that_is_down_is_asked_again_later() {
        on.dokploy.down();
        var bakery = on.site("boulangerie");
        var release = on.release(bakery, "m1");
        assertThat(code(on.publish(bakery, release))).isEqualTo("dokploy-no-connection");
        on.dokploy.up();
        assertThat(on.publish(bakery, release)).isInstanceOf(Live.class);
    }

    @Test
    void errors_resets_and_pages_of_a_proxy_have_their_names() {
        var bakery = on.site("boulangerie");
        var release = on.release(bakery, "m1");
        on.dokploy.failing(500);
        assertThat(code(on.publish(bakery, release))).isEqualTo("dokploy-server-error");
        on.dokploy.failing(413);
        assertThat(code(on.publish(bakery, release))).isEqualTo("dokploy-too-big");
        on.dokploy.healthy();
        on.dokploy.resetting();
        assertThat(code(on.publish(bakery, release))).isEqualTo("dokploy-no-answer");
        on.dokploy.healthy();
        on.dokploy.answeringHtml();
        assertThat(code(on.publish(bakery, release))).isEqualTo("dokploy-not-dokploy");
        on.dokploy.healthy();
        assertThat(on.publish(bakery, release)).isInstanceOf(Live.class);
    }

    @Test
    void a_full_server_takes_no_more_sites() {
        on.servers.store(new Servers.Listed(on.described(on.dokploy.url(), on.dokploy.token(), 1, 2), false, false));
        var one = on.site("un");
        on.publish(one, on.release(one, "m1"));
        var other = on.site("deux");
        assertThat(code(on.publish(other, on.release(other, "m1")))).isEqualTo("dokploy-full");
        assertThat(on.dokploy.applicationCount()).isEqualTo(1);
    }

    @Test
    void a_network_without_addresses_is_seen_where_dokploy_says_done() {
        on.dokploy.fullAfter(0);
        var bakery = on.site("boulangerie");
        var release = on.release(bakery, "m1");
        assertThat(on.publish(bakery, release)).isInstanceOf(Live.class);
        assertThat(on.seen(bakery, release)).isInstanceOf(Verification.NotSeen.class);
        assertThat(on.publisher().complaintAbout(bakery))
                .hasValueSatisfying(why -> assertThat(why.code()).isEqualTo("dokploy-crash"));
    }

    @Test
    void a_page_that_another_place_shows_by_this_name_is_not_believed() {
        var bakery = on.site("boulangerie");
        var release = on.release(bakery, "m1");
        on.publish(bakery, release);
        var seen = on.publisher().sightOf(bakery);
        on.seen(bakery, release);
        var edge = new Sight(seen.address(), Optional.of(online.edge.address()), seen.mark(), Duration.ofMillis(100));
        assertThat(online.verifier.verify(bakery, edge))
                .isInstanceOfSatisfying(
                        Verification.NotSeen.class,
                        not -> assertThat(not.why().code()).isEqualTo("verify-remote"));
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
    void a_container_that_does_not_stay_up_is_seen_where_dokploy_says_done_and_the_release_before_goes_on() {
        var bakery = on.site("boulangerie");
        var good = on.release(bakery, "m1");
        on.publish(bakery, good);
        assertThat(on.seen(bakery, good)).isInstanceOf(Verification.Seen.class);
        on.imageIs("nginx:crashing");
        var bad = on.release(bakery, "m2");

        assertThat(on.publish(bakery, bad)).isInstanceOf(Live.class);

        assertThat(on.seen(bakery, bad)).isInstanceOf(Verification.NotSeen.class);
        assertThat(on.publisher().complaintAbout(bakery).orElseThrow().arguments())
                .containsEntry("error", "task: non-zero exit (3)");
        assertThat(on.seen(bakery, good)).isInstanceOf(Verification.Seen.class);
    }

    @Test
    void a_build_that_fails_tells_the_end_of_its_log_and_can_be_retried() {
        on.imageIs("nginx:missing");
        var bakery = on.site("boulangerie");
        var release = on.release(bakery, "m1");
        var failed = on.publish(bakery, release);
        assertThat(code(failed)).isEqualTo("dokploy-build-failed");
        assertThat(((Refused) failed).why().arguments().get("log")).contains("pull access denied");
        on.imageIs("nginx:alpine");
        assertThat(on.publish(bakery, release)).isInstanceOf(Live.class);
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

    private void awaitRunning(Site site) {
        await().until(() -> {
            on.ask(on.publisher(), site, on.release(site, "m1"));
            return on.dokploy.requests().stream()
                    .anyMatch(one -> one.procedure().equals("deployment.readLogs"));
        });
    }

    private static String code(Publication publication) {
        return switch (publication) {
            case Refused(var why) -> why.code();
            case Unreachable(var why, var _) -> why.code();
            case Live _ -> "live";
            case Underway _ -> "underway";
        };
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
