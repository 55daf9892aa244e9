package io.chantier.ingress.caddy;

import static io.chantier.ingress.Routed.elsewhere;
import static io.chantier.ingress.Routed.leadsTo;
import static io.chantier.ingress.Routed.onOurEdge;
import static io.chantier.ingress.Routed.serves;
import static io.chantier.ingress.Routed.settings;
import static io.chantier.ingress.Routed.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.chantier.ingress.IngressSettings;
import io.chantier.ingress.RoutedSite;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

/** The real Caddy of Debian's packages in front of servers that say who they are. */
class CaddyTest {

    private static final RoutedSite BAKERY = onOurEdge(
            "boulangerie",
            serves("boulangerie-martin.fr", true),
            leadsTo("www.boulangerie-martin.fr", "boulangerie-martin.fr"),
            serves("not-certified.fr", false));

    @TempDir
    static Path folder;

    private static Backend dashboard;
    private static Backend first;
    private static Backend second;
    private static Backend erp;
    private static IngressSettings settings;
    private static RunningCaddy caddy;

    @BeforeAll
    static void start() throws Exception {
        if (!Files.isExecutable(RunningCaddy.PROGRAM)) {
            System.err.println("SKIPPED: there is no " + RunningCaddy.PROGRAM + "; apt-get install caddy");
        }
        assumeTrue(Files.isExecutable(RunningCaddy.PROGRAM), "caddy is not installed");
        dashboard = new Backend("dashboard");
        first = new Backend("first edge");
        second = new Backend("second edge");
        erp = new Backend("erp");
        TestCertificate.write(folder, "example.fr", "*.example.fr", "*.preview.example.fr");
        settings = settings(
                "dashboards", dashboard.address(),
                "edges", first.address() + "," + second.address(),
                "previews.users", "ann:" + new BCryptPasswordEncoder(4).encode("seen-by-ann"),
                "caddy.certificate", folder.resolve("cert.pem").toString(),
                "caddy.key", folder.resolve("key.pem").toString());
        write(BAKERY, elsewhere("erp-martin", erp.address()));
        caddy = new RunningCaddy(folder);
    }

    @AfterAll
    static void stop() {
        if (caddy == null) return;
        caddy.close();
        List.of(dashboard, first, second, erp).forEach(Backend::close);
    }

    private static void write(RoutedSite... sites) throws IOException {
        Files.write(folder.resolve("chantier.caddy"), new CaddyRenderer(settings).apply(table(settings, sites)));
    }

    @Test
    void each_name_comes_out_where_the_table_says_over_the_certificate_that_was_given() throws Exception {
        assertThat(caddy.encrypted("cloud.example.fr", "/").body()).contains("dashboard answers cloud.example.fr");
        var erps = caddy.encrypted("erp-martin.example.fr", "/app?x=1");
        assertThat(erps.body()).contains("erp answers erp-martin.example.fr /app?x=1");
        var bakery = caddy.encrypted("boulangerie.example.fr", "/");
        assertThat(bakery.body()).contains("edge answers boulangerie.example.fr");
        assertThat(bakery.chain().getFirst()).isEqualTo(TestCertificate.read(folder));
        assertThat(caddy.encrypted("boulangerie-martin.fr", "/").body()).contains("edge answers boulangerie-martin.fr");
        assertThatThrownBy(() -> caddy.encrypted("nobody.example.com", "/")).isInstanceOf(IOException.class);
    }

    @Test
    void whoever_comes_without_tls_is_sent_to_it_but_for_a_name_that_has_no_certificate_yet() throws Exception {
        var sent = caddy.plainly("boulangerie.example.fr", "/tarifs?a=1");
        assertThat(sent.status()).isEqualTo(308);
        assertThat(sent.field("Location")).isEqualTo("https://boulangerie.example.fr/tarifs?a=1");
        var served = caddy.plainly("not-certified.fr", "/");
        assertThat(served.body()).contains("edge answers not-certified.fr");
        assertThat(served.field("Strict-Transport-Security")).isEmpty();
        assertThatThrownBy(() -> caddy.encrypted("not-certified.fr", "/")).isInstanceOf(IOException.class);
    }

    @Test
    void a_second_name_leads_to_the_first_with_path_and_query() throws Exception {
        var moved = caddy.encrypted("www.boulangerie-martin.fr", "/tarifs?a=1&b=2");
        assertThat(moved.status()).isEqualTo(302);
        assertThat(moved.field("Location")).isEqualTo("https://boulangerie-martin.fr/tarifs?a=1&b=2");
    }

    @Test
    void headers_are_added_and_none_that_the_edge_sends_is_changed() throws Exception {
        var answer = caddy.encrypted("boulangerie.example.fr", "/", "Accept-Encoding: gzip");
        assertThat(answer.field("Strict-Transport-Security")).startsWith("max-age=");
        assertThat(answer.field("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.field("Content-Security-Policy")).isEqualTo(Backend.POLICY);
        assertThat(answer.field("Content-Encoding")).isEqualTo("gzip");
        assertThat(answer.field("X-Robots-Tag")).isEmpty();
    }

    @Test
    void previews_are_for_those_who_know_the_password() throws Exception {
        var host = "abcdefghijklmnopqrstuvwxyz.preview.example.fr";
        assertThat(caddy.encrypted(host, "/").status()).isEqualTo(401);
        assertThat(caddy.encrypted(host, "/", authorization("ann:wrong")).status())
                .isEqualTo(401);
        var shown = caddy.encrypted(host, "/", authorization("ann:seen-by-ann"));
        assertThat(shown.body()).contains("edge answers " + host);
        assertThat(shown.field("X-Robots-Tag")).isEqualTo("noindex, nofollow");
    }

    @Test
    void both_edges_are_used_and_one_that_is_down_is_not_noticed() throws Exception {
        assertThat(edgesOf(20)).anyMatch(body -> body.startsWith("first")).anyMatch(body -> body.startsWith("second"));
        first.stop();
        try {
            assertThat(edgesOf(30)).allMatch(body -> body.startsWith("second edge answers"));
        } finally {
            first.start();
        }
    }

    @Test
    void new_routes_are_taken_without_a_lost_request() throws Exception {
        var failed = new ArrayList<String>();
        var asked = new AtomicInteger();
        var visitor = Thread.ofVirtual().start(() -> {
            while (!Thread.currentThread().isInterrupted()) {
                try {
                    var answer = caddy.encrypted("boulangerie.example.fr", "/");
                    if (answer.status() != 200) failed.add(answer.head().getFirst());
                    asked.incrementAndGet();
                } catch (IOException e) {
                    if (!Thread.currentThread().isInterrupted()) failed.add(e.toString());
                }
            }
        });
        for (int i = 0; i < 5; i++) {
            write(BAKERY, elsewhere("erp-martin", erp.address()), elsewhere("new-" + i, dashboard.address()));
            caddy.reload();
            assertThat(caddy.encrypted("new-" + i + ".example.fr", "/").body()).contains("dashboard answers");
        }
        visitor.interrupt();
        visitor.join();
        assertThat(failed).isEmpty();
        assertThat(asked).hasValueGreaterThan(5);
    }

    @Test
    void a_certificate_is_made_for_each_wildcard_and_each_name_that_may_have_one_and_for_nothing_else(
            @TempDir Path other) throws Exception {
        var without = settings("dashboards", dashboard.address(), "edges", first.address());
        var bytes = new CaddyRenderer(without).apply(table(without, BAKERY, elsewhere("erp-martin", erp.address())));
        Files.write(other.resolve("chantier.caddy"), bytes);
        try (var ordering = new RunningCaddy(other)) {
            var made = other.resolve("storage/certificates/local");
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> names(made).contains("www.boulangerie-martin.fr")
                            && names(made).size() >= 4);
            assertThat(names(made))
                    .containsExactlyInAnyOrder(
                            "wildcard_.example.fr",
                            "wildcard_.preview.example.fr",
                            "boulangerie-martin.fr",
                            "www.boulangerie-martin.fr");
            assertThat(ordering.encrypted("cloud.example.fr", "/").body()).contains("dashboard answers");
            assertThat(ordering.encrypted("erp-martin.example.fr", "/").body()).contains("erp answers");
            assertThat(ordering.encrypted("boulangerie.example.fr", "/").body()).contains("first edge answers");
            assertThat(ordering.plainly("not-certified.fr", "/").body()).contains("first edge answers");
        }
    }

    private static List<String> names(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) return List.of();
        try (var found = Files.list(folder)) {
            return found.map(path -> path.getFileName().toString()).toList();
        }
    }

    @Test
    void a_hash_that_caddy_does_not_know_stops_the_start() {
        var old = settings("previews.users", "bob:$apr1$lZL6V/ci$eIMz/iKDkbtys/uU7LEK00");
        assertThatThrownBy(() -> new CaddyRenderer(old))
                .hasMessageContaining("bcrypt only")
                .hasMessageContaining("bob");
    }

    private static List<String> edgesOf(int requests) {
        return IntStream.range(0, requests).mapToObj(_ -> body()).toList();
    }

    private static String body() {
        try {
            return caddy.encrypted("boulangerie.example.fr", "/").body();
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static String authorization(String user) {
        return "Authorization: Basic " + Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8));
    }
}
