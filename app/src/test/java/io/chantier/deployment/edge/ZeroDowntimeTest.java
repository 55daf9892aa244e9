package io.chantier.deployment.edge;

import static io.chantier.deployment.Online.site;
import static io.chantier.ingress.Routed.serves;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.chantier.deployment.Online;
import io.chantier.deployment.Publisher;
import io.chantier.ingress.Routed;
import io.chantier.ingress.caddy.CaddyRenderer;
import io.chantier.ingress.caddy.RunningCaddy;
import io.chantier.jobs.StepOutcome;
import io.chantier.sites.Site;
import io.chantier.storage.Release;
import io.chantier.values.Digest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A hundred deployments while somebody looks at the site every ten milliseconds. */
class ZeroDowntimeTest {

    private static final int DEPLOYMENTS = 100;
    private static final long BETWEEN_MILLIS = 25;

    private static Online online;

    @BeforeAll
    static void start() {
        online = new Online();
    }

    @AfterAll
    static void stop() {
        online.close();
    }

    /** Nothing in it stays the same: the page names a style sheet by its content, and both say of which release they are. */
    private static Release release(Site site, String marker) {
        var style = ("/* of " + marker + "; */ body { color: #111 }").getBytes(StandardCharsets.UTF_8);
        var name = "assets/" + Digest.of(style).value().substring(0, 12) + ".css";
        var page = "<!doctype html><meta name=\"generator-build\" content=\"" + marker
                + "\"><link rel=\"stylesheet\" href=\"/" + name + "\"><h1>" + site.slug() + "</h1>";
        var files = new TreeMap<String, byte[]>();
        files.put("index.html", page.getBytes(StandardCharsets.UTF_8));
        files.put(name, style);
        return online.storage.releases().save(site.team(), site.id().value(), files, new TreeMap<>());
    }

    private static void deploy(Site site, Release release) {
        assertThat(online.deployments.publish(site, release.digest(), Publisher.Notes.NONE))
                .isInstanceOf(StepOutcome.Done.class);
    }

    private static void deployUnderWatch(Site site, int port, String host) throws Exception {
        var releases = List.of(release(site, site.slug() + "-a"), release(site, site.slug() + "-b"));
        deploy(site, releases.getFirst());
        await().until(() -> Online.raw(port, "GET / HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")
                .startsWith("HTTP/1.1 200"));
        try (var probe = Probe.of(port, host)) {
            for (int i = 1; i <= DEPLOYMENTS; i++) {
                deploy(site, releases.get(i % 2));
                Thread.sleep(BETWEEN_MILLIS);
            }
            assertThat(probe.troubles()).isEmpty();
            assertThat(probe.markers()).containsExactlyInAnyOrder(site.slug() + "-a", site.slug() + "-b");
            assertThat(probe.pages()).isGreaterThan(DEPLOYMENTS);
        }
    }

    @Test
    void nobody_sees_an_error_or_a_page_with_parts_of_another_release_on_the_edge() throws Exception {
        var site = site("sans-coupure");
        deployUnderWatch(site, online.edge.port(), site.slug() + ".localhost");
    }

    @Test
    void nor_through_caddy_in_front(@TempDir Path folder) throws Exception {
        if (!Files.isExecutable(RunningCaddy.PROGRAM)) {
            System.err.println("SKIPPED: there is no " + RunningCaddy.PROGRAM + "; apt-get install caddy");
        }
        assumeTrue(Files.isExecutable(RunningCaddy.PROGRAM), "caddy is not installed");
        var site = site("derriere-caddy");
        var name = serves("derriere-caddy.fr", false);
        online.rename(site, name);
        var settings = Routed.settings(
                "dashboards",
                "http://127.0.0.1:9",
                "edges",
                online.edge.address().toString());
        var table = Routed.table(settings, Routed.onOurEdge(site.slug().value(), name));
        Files.write(folder.resolve("chantier.caddy"), new CaddyRenderer(settings).apply(table));
        try (var caddy = new RunningCaddy(folder)) {
            deployUnderWatch(site, caddy.port(), "derriere-caddy.fr");
        }
    }

    @Test
    void a_part_of_the_page_that_a_visitor_has_is_there_for_three_releases_more_and_no_longer() {
        var site = site("trois-de-plus");
        var first = release(site, "part-0");
        deploy(site, first);
        var part = "/" + first.files().firstKey();
        assertThat(part).startsWith("/assets/");
        for (int i = 1; i <= 4; i++) {
            deploy(site, release(site, "part-" + i));
            online.edge.hear(site.id().value());
            assertThat(Online.get(online.edge, site.slug() + ".localhost", part))
                    .startsWith(i <= 3 ? "HTTP/1.1 200" : "HTTP/1.1 404");
        }
    }

    @Test
    void a_part_of_an_earlier_release_whose_file_was_swept_away_is_simply_not_there() {
        var site = site("balaye");
        var first = release(site, "swept");
        deploy(site, first);
        online.edge.hear(site.id().value());
        deploy(site, release(site, "kept"));
        online.edge.hear(site.id().value());
        var part = first.files().firstEntry();
        online.storage
                .blobs()
                .removeUntouchedSince(
                        Instant.now().plusSeconds(60), part.getValue().blob());
        assertThat(Online.get(online.edge, site.slug() + ".localhost", "/" + part.getKey()))
                .startsWith("HTTP/1.1 404");
    }
}
