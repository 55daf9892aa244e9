package io.chantier.deployment.dokploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.chantier.deployment.Online;
import io.chantier.deployment.Publication;
import io.chantier.deployment.Publication.Live;
import io.chantier.deployment.Publication.Refused;
import io.chantier.deployment.Publication.Underway;
import io.chantier.deployment.Publication.Unreachable;
import io.chantier.deployment.Publisher;
import io.chantier.deployment.Sight;
import io.chantier.deployment.Verification;
import io.chantier.jobs.StepOutcome;
import io.chantier.sites.Site;
import io.chantier.storage.Release;
import io.chantier.values.Redaction;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes wrong on the way to a Dokploy server, and what becomes of it. */
class DokployTroublesTest extends WithDokploy {

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
    void a_site_whose_server_still_builds_the_newest_release_is_seen_with_the_one_before() throws Exception {
        var bakery = on.site("boulangerie");
        var before = on.release(bakery, "m1");
        on.publish(bakery, before);
        on.dokploy.pausingBuilds();
        var deployments = on.deployments();
        assertThat(deployments.publish(bakery, on.release(bakery, "m2").digest(), Publisher.Notes.NONE))
                .isInstanceOf(StepOutcome.LookAgain.class);
        assertThat(deployments.glance(bakery)).isInstanceOf(Verification.Seen.class);

        on.dokploy.finishBuilds();
        await().until(() -> deployments.publish(bakery, on.release(bakery, "m2").digest(), Publisher.Notes.NONE)
                instanceof StepOutcome.Done);
        assertThat(deployments.glance(bakery))
                .isInstanceOfSatisfying(
                        Verification.Seen.class,
                        seen -> assertThat(seen.marker()).isEqualTo("m2"));
        on.publisher().stop(on.place(bakery), Publisher.Notes.NONE);
        assertThat(deployments.glance(bakery)).isInstanceOf(Verification.NotSeen.class);
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
    void a_version_that_we_do_not_speak_with_is_named_before_anything_is_made_there() {
        on.dokploy.olderVersion("v0.24.12");
        var bakery = on.site("boulangerie");
        var release = on.release(bakery, "m1");
        assertThat(code(on.publish(bakery, release))).isEqualTo("dokploy-version");
        assertThat(on.dokploy.projectCount()).isZero();
        on.dokploy.olderVersion("v0.25.0");
        assertThat(on.publish(bakery, release)).isInstanceOf(Live.class);
    }

    @Test
    void an_upload_that_is_too_big_for_a_proxy_leaves_the_release_before_online_and_is_sent_again_on_retry() {
        var bakery = on.site("boulangerie");
        var good = on.release(bakery, "m1");
        on.publish(bakery, good);
        var heavy = heavy(bakery, "m2");
        on.dokploy.failing("application.dropDeployment", 413);

        assertThat(code(on.publish(bakery, heavy))).isEqualTo("dokploy-too-big");

        assertThat(on.place(bakery).sent()).isEmpty();
        assertThat(on.seen(bakery, good)).isInstanceOf(Verification.Seen.class);
        assertThat(on.publish(bakery, heavy)).isInstanceOf(Live.class);
        assertThat(on.seen(bakery, heavy)).isInstanceOf(Verification.Seen.class);
    }

    /** More than Dokploy takes by its other routes. */
    private static Release heavy(Site site, String marker) {
        var film = new byte[3_000_000];
        new Random(1).nextBytes(film);
        var page = Online.page(marker, "film").getBytes(StandardCharsets.UTF_8);
        var files = new TreeMap<>(Map.of("index.html", page, "film.webm", film));
        return online.storage.releases().save(site.team(), site.id().value(), files, new TreeMap<>());
    }

    @Test
    void a_proxy_that_answers_in_the_middle_of_an_upload_and_hangs_up_is_heard(@TempDir Path folder) throws Exception {
        var zip = Files.write(folder.resolve("site.zip"), new byte[20_000_000]);
        try (var proxy = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            var answered = Thread.ofVirtual().start(() -> refuseAtOnce(proxy));
            var calls = on.calls(URI.create("http://127.0.0.1:" + proxy.getLocalPort()));
            assertThatThrownBy(() -> calls.drop("app", zip)).isInstanceOfSatisfying(DokployTrouble.class, trouble -> {
                assertThat(trouble.why().code()).isEqualTo("dokploy-too-big");
                assertThat(trouble.kind()).isEqualTo(DokployTrouble.Kind.REFUSED);
            });
            answered.join();
        }
    }

    /** As nginx does it: it answers, and throws away what is still on its way. */
    private static void refuseAtOnce(ServerSocket proxy) {
        try (var socket = proxy.accept()) {
            var _ = socket.getInputStream().readNBytes(10_000);
            var answer = "HTTP/1.1 413 -\r\ncontent-length: 0\r\nconnection: close\r\n\r\n";
            socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
            socket.shutdownOutput();
            var _ = socket.getInputStream().transferTo(OutputStream.nullOutputStream());
        } catch (IOException _) {
            // Whoever was refused has hung up, too.
        }
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
    void neither_lines_of_a_build_nor_its_failure_repeat_a_secret() {
        Redaction.know("key-of-the-registry");
        on.imageIs("key-of-the-registry/" + on.dokploy.token() + ":missing");
        var bakery = on.site("boulangerie");

        var failed = (Refused) on.publish(bakery, on.release(bakery, "m1"));

        var log = failed.why().arguments().get("log");
        assertThat(log).contains("pull access denied", "[secret]");
        assertThat(on.said).anyMatch(line -> line.contains("dokploy.build") && line.contains("[secret]"));
        assertThat(log + on.said).doesNotContain("key-of-the-registry", on.dokploy.token());
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
}
