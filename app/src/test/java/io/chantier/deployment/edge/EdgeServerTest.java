package io.chantier.deployment.edge;

import static io.chantier.deployment.Online.get;
import static io.chantier.deployment.Online.send;
import static io.chantier.deployment.Online.site;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.chantier.deployment.EdgeSettings;
import io.chantier.deployment.Online;
import io.chantier.deployment.Publication;
import io.chantier.deployment.PublishedSites;
import io.chantier.deployment.Publisher;
import io.chantier.ingress.CustomNames;
import io.chantier.ingress.Pool;
import io.chantier.sites.Site;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.transaction.support.TransactionTemplate;

class EdgeServerTest {

    private static final Site BAKERY = site("boulangerie");
    private static final String HOST = "boulangerie.localhost:8081";

    private static Online online;

    @BeforeAll
    static void publish() {
        online = new Online();
        assertThat(online.publisher.publish(BAKERY, online.release(BAKERY, "m1").digest(), Publisher.Notes.NONE))
                .isInstanceOf(Publication.Live.class);
        await().until(() -> get(online.edge, HOST, "/").startsWith("HTTP/1.1 200"));
    }

    @AfterAll
    static void stop() {
        online.close();
    }

    private static String ask(String path, String... headers) {
        return get(online.edge, HOST, path, headers);
    }

    private static String field(String answer, String name) {
        return answer.lines()
                .takeWhile(line -> !line.isEmpty())
                .filter(line -> line.regionMatches(true, 0, name + ": ", 0, name.length() + 2))
                .map(line -> line.substring(name.length() + 2))
                .findFirst()
                .orElse("");
    }

    @Test
    void a_page_comes_with_its_type_its_tag_and_the_security_headers() {
        var answer = ask("/");
        assertThat(answer).startsWith("HTTP/1.1 200").contains("boulangerie m1");
        assertThat(field(answer, "Content-Type")).isEqualTo("text/html;charset=utf-8");
        assertThat(field(answer, "ETag")).matches("\"[0-9a-f]{20}\"");
        assertThat(field(answer, "X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(field(answer, "Referrer-Policy")).isNotEmpty();
        assertThat(field(answer, "Content-Security-Policy"))
                .contains("script-src 'self';", "frame-ancestors 'self'", "object-src 'none'")
                .doesNotContain("script-src 'self' 'unsafe-inline'");
        assertThat(field(answer, "Server")).isEmpty();
        assertThat(field(answer, "Set-Cookie")).isEmpty();
    }

    @Test
    void text_is_compressed_for_those_who_take_it() {
        var packed = ask("/", "Accept-Encoding: br, gzip");
        assertThat(field(packed, "Content-Encoding")).isEqualTo("gzip");
        assertThat(field(packed, "Vary")).isEqualTo("Accept-Encoding");
        assertThat(field(packed, "ETag")).endsWith("-gz\"");
        assertThat(Integer.parseInt(field(packed, "Content-Length")))
                .isLessThan(Integer.parseInt(field(ask("/"), "Content-Length")));
        assertThat(field(ask("/", "Accept-Encoding: gzip;q=0"), "Content-Encoding"))
                .isEmpty();
        assertThat(field(ask("/_img/a1b2c3d4e5f6-480.webp", "Accept-Encoding: gzip"), "Content-Encoding"))
                .isEmpty();
    }

    @Test
    void who_has_it_already_gets_304() {
        var tag = field(ask("/"), "ETag");
        var answer = ask("/", "If-None-Match: W/\"x\", " + tag);
        assertThat(answer).startsWith("HTTP/1.1 304");
        assertThat(field(answer, "ETag")).isEqualTo(tag);
        assertThat(field(answer, "Content-Type")).isEmpty();
        assertThat(ask("/", "If-None-Match: \"other\"")).startsWith("HTTP/1.1 200");
    }

    @Test
    void head_has_the_headers_and_no_body() {
        var answer = send(online.edge, "HEAD", HOST, "/");
        assertThat(answer).startsWith("HTTP/1.1 200").endsWith("\r\n\r\n");
        assertThat(field(answer, "Content-Length")).isEqualTo(field(ask("/"), "Content-Length"));
    }

    @Test
    void media_come_in_parts() {
        var part = ask("/_img/a1b2c3d4e5f6-480.webp", "Range: bytes=100-199");
        assertThat(part).startsWith("HTTP/1.1 206");
        assertThat(field(part, "Content-Range")).isEqualTo("bytes 100-199/5000");
        assertThat(field(part, "Content-Length")).isEqualTo("100");
        assertThat(field(ask("/_img/a1b2c3d4e5f6-480.webp", "Range: bytes=-5"), "Content-Range"))
                .isEqualTo("bytes 4995-4999/5000");
        assertThat(ask("/_img/a1b2c3d4e5f6-480.webp", "Range: bytes=9999-")).startsWith("HTTP/1.1 416");
        assertThat(ask("/_img/a1b2c3d4e5f6-480.webp", "Range: bytes=1-2,4-5")).startsWith("HTTP/1.1 200");
        assertThat(ask("/_img/a1b2c3d4e5f6-480.webp", "Range: bytes=0-1", "If-Range: \"old\""))
                .startsWith("HTTP/1.1 200");
    }

    @Test
    void only_files_named_by_their_content_are_kept_for_good() {
        assertThat(field(ask("/assets/a1b2c3.css"), "Cache-Control")).contains("immutable");
        assertThat(field(ask("/_img/a1b2c3d4e5f6-480.webp"), "Cache-Control")).contains("immutable");
        assertThat(field(ask("/"), "Cache-Control")).isEqualTo("no-cache");
        assertThat(field(ask("/nothing"), "Cache-Control")).isEqualTo("no-cache");
    }

    @Test
    void old_addresses_lead_to_the_new_pages() {
        assertThat(field(ask("/services.html"), "Location")).isEqualTo("/services/");
        assertThat(ask("/services.html?utm=x")).startsWith("HTTP/1.1 301").contains("Location: /services/?utm=x");
        assertThat(field(ask("/page.php?id=3"), "Location")).isEqualTo("/services/");
        assertThat(ask("/page.php?id=4")).startsWith("HTTP/1.1 404");
        assertThat(field(ask("/?page_id=7"), "Location")).isEqualTo("/services/");
        assertThat(field(ask("/%C3%A0%20propos.html"), "Location")).isEqualTo("/services/");
    }

    @Test
    void a_redirect_never_leaves_the_site() {
        assertThat(ask("/out")).startsWith("HTTP/1.1 404").doesNotContain("evil");
    }

    @Test
    void folders_end_with_a_slash() {
        assertThat(field(ask("/services?a=1"), "Location")).isEqualTo("/services/?a=1");
        assertThat(field(ask("/services/index.html"), "Location")).isEqualTo("/services/");
        assertThat(field(ask("/index.html"), "Location")).isEqualTo("/");
    }

    @Test
    void what_is_not_there_is_the_sites_own_404_page() {
        assertThat(ask("/nothing/")).startsWith("HTTP/1.1 404").contains("introuvable");
    }

    @Test
    void paths_that_climb_find_nothing() {
        for (var path : List.of(
                "/../../etc/passwd", "/..%2f..%2fetc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/\\..\\x", "/%00")) {
            assertThat(ask(path)).matches("(?s)HTTP/1.1 4(00|04).*").doesNotContain("root:");
        }
    }

    @Test
    void only_get_and_head_are_answered() {
        for (var method : List.of("POST", "PUT", "DELETE", "OPTIONS", "TRACE")) {
            assertThat(send(online.edge, method, HOST, "/")).startsWith("HTTP/1.1 405");
        }
    }

    @Test
    void a_name_that_nobody_has_is_said_in_the_visitors_language() {
        for (var host : List.of("other.localhost", "localhost", "127.0.0.1", "a.b.boulangerie.localhost")) {
            assertThat(get(online.edge, host, "/", "Accept-Language: en-GB,fr;q=0.3"))
                    .startsWith("HTTP/1.1 404")
                    .contains("There is no site here");
        }
        assertThat(get(online.edge, "other.localhost", "/")).contains("pas de site ici");
    }

    @Test
    void a_proxy_hears_that_sites_can_be_served_under_any_address_but_a_site_s() {
        for (var host : List.of("127.0.0.1:8081", "chantier:8081", "10.0.0.7")) {
            var answer = get(online.edge, host, Pool.Health.EDGE.path());
            assertThat(answer).startsWith("HTTP/1.1 200").endsWith("ok\n");
            assertThat(field(answer, "Cache-Control")).isEqualTo("no-store");
        }
        assertThat(ask(Pool.Health.EDGE.path())).startsWith("HTTP/1.1 404");
    }

    @Test
    void an_edge_that_could_not_read_its_sites_yet_says_so_to_a_proxy() {
        var away = new DriverManagerDataSource("jdbc:postgresql://127.0.0.1:1/away");
        var sources = new EdgeServer.Sources(
                away,
                new EdgeServer.RouteSources(
                        new PublishedSites(JdbcClient.create(away)),
                        online.storage.pointers(),
                        new CustomNames(Stream::empty),
                        List.of()),
                online.storage.releases(),
                online.storage.blobs());
        var settings = new EdgeSettings(0, URI.create(""), 1, "'self'");
        try (var edge = new EdgeServer(settings, online.names, sources, "127.0.0.1")) {
            edge.start();
            assertThat(get(edge, "127.0.0.1", Pool.Health.EDGE.path())).startsWith("HTTP/1.1 503");
        }
    }

    @Test
    void a_name_is_found_however_it_is_written() {
        assertThat(get(online.edge, "BOULANGERIE.localhost", "/")).startsWith("HTTP/1.1 200");
        assertThat(get(online.edge, "boulangerie.localhost.", "/")).startsWith("HTTP/1.1 200");
    }

    @Test
    void publishing_switches_at_once_on_every_replica_and_rolls_back() {
        var site = site("fleuriste");
        var first = online.release(site, "v1");
        var second = online.release(site, "v2");
        try (var replica = online.edge()) {
            for (var release : List.of(first, second, first)) {
                online.publisher.publish(site, release.digest(), Publisher.Notes.NONE);
                var marker = release.equals(first) ? "v1" : "v2";
                for (var edge : List.of(online.edge, replica)) {
                    await().atMost(Duration.ofSeconds(2))
                            .pollInterval(Duration.ofMillis(5))
                            .until(() -> get(edge, "fleuriste.localhost", "/").contains("fleuriste " + marker));
                }
            }
        }
    }

    @Test
    void a_paused_site_is_503_and_an_archived_one_410_until_it_comes_back() {
        var site = site("garage");
        online.publisher.publish(site, online.release(site, "g1").digest(), Publisher.Notes.NONE);
        await().until(() -> get(online.edge, "garage.localhost", "/").startsWith("HTTP/1.1 200"));
        online.deployments.suspend(site);
        await().until(() -> get(online.edge, "garage.localhost", "/").startsWith("HTTP/1.1 503"));
        online.deployments.archive(site);
        await().until(() -> get(online.edge, "garage.localhost", "/").startsWith("HTTP/1.1 410"));
        online.deployments.resume(site);
        await().until(() -> get(online.edge, "garage.localhost", "/").contains("garage g1"));
        online.deployments.withdraw(site);
        await().until(() -> get(online.edge, "garage.localhost", "/").startsWith("HTTP/1.1 404"));
    }

    @Test
    void the_preview_of_an_archived_site_is_410_until_the_site_comes_back_although_it_was_never_online() {
        var site = site("archivee");
        var preview = online.deployments
                .preview(site, online.release(site, "p1").digest())
                .getHost();
        await().until(() -> get(online.edge, preview, "/").contains("archivee p1"));
        online.deployments.archive(site);
        await().until(() -> get(online.edge, preview, "/").startsWith("HTTP/1.1 410"));
        try (var other = online.edge()) {
            await().until(() -> get(other, preview, "/").startsWith("HTTP/1.1 410"));
        }
        online.deployments.resumeOffline(site);
        await().until(() -> get(online.edge, preview, "/").contains("archivee p1"));
        assertThat(get(online.edge, "archivee.localhost", "/")).startsWith("HTTP/1.1 404");
    }

    @Test
    void a_publishing_that_is_under_way_when_its_site_is_archived_brings_nothing_online() throws Exception {
        var site = site("entredeux");
        var release = online.release(site, "m1").digest();
        var transaction = new TransactionTemplate(new DataSourceTransactionManager(online.storage.database()));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> archiving = transaction.execute(_ -> {
                online.publisher.publish(site, release, Publisher.Notes.NONE);
                return threads.submit(() -> online.deployments.archive(site));
            });
            Objects.requireNonNull(archiving).get(10, TimeUnit.SECONDS);
        }
        await().until(() -> get(online.edge, "entredeux.localhost", "/").startsWith("HTTP/1.1 410"));
        online.publisher.publish(site, online.release(site, "m2").digest(), Publisher.Notes.NONE);
        online.publisher.publish(BAKERY, online.release(BAKERY, "later").digest(), Publisher.Notes.NONE);
        await().until(() -> ask("/").contains("later"));
        assertThat(get(online.edge, "entredeux.localhost", "/")).startsWith("HTTP/1.1 410");
        online.publisher.publish(BAKERY, online.release(BAKERY, "m1").digest(), Publisher.Notes.NONE);
        await().until(() -> ask("/").contains("m1"));
    }

    @Test
    void a_preview_is_unlisted_framed_by_the_dashboard_only_and_runs_nothing() {
        var site = site("coiffure");
        var address =
                online.deployments.preview(site, online.release(site, "p1").digest());
        assertThat(address.getHost()).matches("[a-z2-7]{26}\\.preview\\.localhost");
        await().until(() -> get(online.edge, address.getHost(), "/").contains("coiffure p1"));
        var answer = get(online.edge, address.getHost(), "/");
        assertThat(field(answer, "X-Robots-Tag")).contains("noindex");
        assertThat(field(answer, "Content-Security-Policy"))
                .contains("frame-ancestors http://localhost:8080")
                .contains("sandbox")
                .doesNotContain("allow-scripts", "allow-same-origin");
        assertThat(get(online.edge, "coiffure.localhost", "/")).startsWith("HTTP/1.1 404");
        assertThat(online.deployments.preview(site, online.release(site, "p2").digest()))
                .isEqualTo(address);
    }

    @Test
    void more_sites_than_memory_are_still_served() {
        try (var small = online.edge(1)) {
            for (int i = 0; i < 60; i++) {
                var site = site("site-" + i + "-" + UUID.randomUUID().toString().substring(0, 8));
                var files = new TreeMap<String, byte[]>();
                var big = new byte[100_000];
                big[0] = (byte) i;
                files.put("index.html", Online.page("x" + i, "big " + i).getBytes(StandardCharsets.UTF_8));
                files.put("big.bin", big);
                var release =
                        online.storage.releases().save(site.team(), site.id().value(), files, new TreeMap<>());
                online.publisher.publish(site, release.digest(), Publisher.Notes.NONE);
                var host = site.slug() + ".localhost";
                await().until(() -> get(small, host, "/big.bin").startsWith("HTTP/1.1 200"));
                assertThat(small.memory()).isLessThan(1 << 20);
            }
        }
    }
}
