package io.chantier.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import io.chantier.ChantierTest;
import io.chantier.Client;
import io.chantier.deployment.edge.EdgeServer;
import io.chantier.reading.OldSite;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

/** What goes wrong outside is named with its step and its remedy, leaves nothing half made, and delays nobody else. */
@ChantierTest
@TestPropertySource(properties = "chantier.crawler.allow=127.0.0.0/8")
class BadInputTest {

    private static final String HTML = "text/html; charset=utf-8";
    private static final int TEN_MEGABYTES = 10 * 1024 * 1024;

    @Autowired
    Environment environment;

    @Autowired
    EdgeServer edge;

    @Autowired
    JdbcClient database;

    private final List<OldSite> served = new ArrayList<>();
    private Installation chantier;

    @BeforeEach
    void connect() {
        chantier = new Installation(Client.ofAdmin(environment), edge.address());
    }

    @AfterEach
    void close() {
        served.forEach(OldSite::close);
    }

    @Test
    void an_old_site_that_cannot_be_read_fails_at_its_step_with_a_remedy_while_the_others_go_on() throws IOException {
        try (var silent = new ServerSocket(0)) {
            var expected = new LinkedHashMap<String, String>();
            var jobs = new LinkedHashMap<String, String>();
            for (var bad : unreadable(silent.getLocalPort()).entrySet()) {
                var slug = "bad-" + jobs.size();
                expected.put(slug, bad.getValue());
                jobs.put(slug, started(slug, bad.getKey()));
            }
            var good = started("good-among-bad", joiner().address());

            assertThat(chantier.finished(good).get("state").asString()).isEqualTo("SUCCEEDED");
            assertThat(chantier.visit("good-among-bad", "/")).startsWith("HTTP/1.1 200");
            for (var job : jobs.entrySet()) assertFailed(job.getKey(), job.getValue(), expected.get(job.getKey()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", "<br>", "<li>"})
    void a_page_with_a_hundred_thousand_links_is_read_within_the_limits(String between) {
        var links = IntStream.range(0, 100_000)
                .mapToObj(number -> "<a href='/p" + number + ".html'>Page " + number + "</a>")
                .collect(Collectors.joining(between));
        var slug = "many-links-" + Math.abs(between.hashCode());
        var old = joiner();
        var home =
                "<html lang='fr'><title>Menuiserie Lefèvre</title><h1>Menuiserie Lefèvre</h1><p>Escaliers, portes et fenêtres en bois"
                        + " massif depuis 1987.</p><p>Tél. : 02 99 12 34 56</p>";
        old.page("/", home + links);

        var job = chantier.finished(started(slug, old.address()));

        assertThat(job.get("state").asString()).as(job.toPrettyString()).isEqualTo("SUCCEEDED");
        assertThat(chantier.visit(slug, "/")).contains("tel:+33299123456");
    }

    @ParameterizedTest
    @ValueSource(strings = {"windows-1252", "utf-8"})
    void a_wrongly_declared_charset_does_not_spoil_the_words(String real) {
        var old = joiner();
        var declared = real.equals("utf-8") ? "iso-8859-1" : "utf-8";
        var page = "<html lang='fr'><head><meta charset='" + declared
                + "'><title>Plomberie Châteauneuf</title></head><h1>Plomberie Châteauneuf</h1>"
                + "<p>Dépannage à Besançon, été comme hiver : nous réparons les chaudières et créons des salles d’eau.</p>"
                + "<p>Tél. 03 81 52 63 74</p></html>";
        old.page("/", "text/html; charset=" + declared, page.getBytes(Charset.forName(real)));
        var slug = "charset-" + real;

        var job = chantier.finished(started(slug, old.address()));

        assertThat(job.get("state").asString()).as(job.toPrettyString()).isEqualTo("SUCCEEDED");
        assertThat(chantier.visit(slug, "/"))
                .contains("Plomberie Châteauneuf", "à Besançon")
                .doesNotContain("Ã", "\ufffd");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "🥐 Café de l’Étoile 🥐",
                "مخبز السلام",
                "../../etc/passwd",
                "<script>alert(1)</script> & fils",
                "\"><img src=x onerror=alert(1)>"
            })
    void a_name_in_any_script_becomes_a_site_that_shows_it_as_it_is(String name) {
        var contact = Map.of("phones", List.of("03 20 55 66 77"));
        var wishes = Map.of("business", Map.of("trade", "Boulangerie", "contact", contact));

        var site = chantier.create(Map.of("name", name, "wishes", wishes, "goal", "LIVE"));
        var job = chantier.finished(site.get("job").asString());

        assertThat(job.get("state").asString()).as(job.toPrettyString()).isEqualTo("SUCCEEDED");
        var slug = site.get("slug").asString();
        assertThat(slug).matches("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");
        var answer = chantier.visit(slug, "/");
        var page = Jsoup.parse(answer.substring(answer.indexOf("\r\n\r\n") + 4));
        assertThat(page.select(".brand__name").text()).isEqualTo(name);
        assertThat(page.select("script:not([type='application/ld+json']), [onerror]"))
                .isEmpty();
    }

    @Test
    void a_name_of_three_hundred_characters_a_taken_and_a_reserved_slug_are_refused_at_their_field() {
        var address = joiner().address();
        chantier.create(Map.of("sourceUrl", address, "slug", "taken-once"));
        var before = count("site");

        assertRefused(Map.of("name", "é".repeat(300), "sourceUrl", address), "name");
        assertRefused(Map.of("slug", "taken-once", "sourceUrl", address), "slug");
        assertRefused(Map.of("slug", "billing", "sourceUrl", address), "slug");
        assertRefused(Map.of("slug", "../etc", "sourceUrl", address), "slug");

        assertThat(count("site")).isEqualTo(before);
    }

    /** Addresses of old sites with the code that each has to fail with. */
    private Map<String, String> unreadable(int silentPort) throws IOException {
        var bad = new LinkedHashMap<String, String>();
        bad.put("http://127.0.0.1:" + silentPort + "/", "reading-too-slow");
        bad.put(answering(BadInputTest::drip), "reading-too-slow");
        bad.put("http://127.0.0.1:" + closedPort() + "/", "reading-connect");
        bad.put("http://169.254.169.254/latest/meta-data/", "reading-refused");
        bad.put("http://10.0.0.1/", "reading-refused");
        bad.put("http://no-such-business.invalid/", "reading-unknown-host");
        bad.put(
                answering(exchange -> OldSite.send(exchange, 404, HTML, "gone".getBytes(StandardCharsets.UTF_8))),
                "reading-status");
        bad.put(answering(exchange -> OldSite.send(exchange, 500, HTML, new byte[0])), "reading-status");
        bad.put(
                answering(
                        exchange -> OldSite.send(exchange, 200, "image/png", new byte[] {(byte) 0x89, 'P', 'N', 'G'})),
                "reading-not-html");
        bad.put(
                answering(exchange -> OldSite.send(exchange, 200, HTML, new byte[TEN_MEGABYTES + 1])),
                "reading-too-big");
        bad.put(answering(BadInputTest::endless), "reading-too-big");
        var bomb = gzip(new byte[64 * 1024 * 1024]);
        bad.put(answering(exchange -> packed(exchange, bomb)), "reading-too-big");
        bad.put(page("<div id=root></div><script src=/app.js></script>"), "reading-script-only");
        bad.put(page(""), "reading-empty");
        bad.put(
                page("<p>Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod tempor.</p>"),
                "reading-filler-only");
        return bad;
    }

    private void assertFailed(String slug, String id, String code) {
        var job = chantier.finished(id);
        assertThat(job.get("state").asString()).as(slug + job.toPrettyString()).isEqualTo("FAILED");
        assertThat(job.get("failure").get("code").asString()).as(slug).isEqualTo(code);
        for (var words : List.of("title", "detail", "remedy"))
            assertThat(job.get("failure").get(words).asString()).isNotBlank().doesNotContain("{", "problem.");
        assertThat(failedStep(job)).isEqualTo("read-source");
        assertThat(chantier.site(slug).get("state").asString()).isEqualTo("BROKEN");
        assertThat(chantier.site(slug).has("revision")).isFalse();
        assertThat(chantier.visit(slug, "/")).startsWith("HTTP/1.1 404");
    }

    private void assertRefused(Map<String, Object> site, String field) {
        var answer = chantier.api().post("/api/sites", site);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
        var error = Client.json(answer).get("errors").get(0);
        assertThat(error.get("field").asString()).isEqualTo(field);
        assertThat(error.get("message").asString()).isNotBlank().doesNotContain("field.");
    }

    private String started(String slug, String address) {
        return chantier.create(Map.of("sourceUrl", address, "slug", slug, "goal", "LIVE"))
                .get("job")
                .asString();
    }

    private static String failedStep(JsonNode job) {
        return job.get("steps")
                .valueStream()
                .filter(step -> step.get("state").asString().equals("FAILED"))
                .map(step -> step.get("name").asString())
                .collect(Collectors.joining());
    }

    private long count(String table) {
        return database.sql("select count(*) from " + table).query(Long.class).single();
    }

    private OldSite joiner() {
        var old = Menuiserie.serve();
        served.add(old);
        return old;
    }

    private String answering(OldSite.Answer answer) {
        var old = new OldSite();
        served.add(old);
        old.on("*", answer);
        return old.address();
    }

    private String page(String html) {
        return answering(exchange ->
                OldSite.send(exchange, 200, HTML, ("<html><body>" + html).getBytes(StandardCharsets.UTF_8)));
    }

    private static void packed(HttpExchange exchange, byte[] gzip) throws IOException {
        exchange.getResponseHeaders().set("Content-Encoding", "gzip");
        OldSite.send(exchange, 200, HTML, gzip);
    }

    private static void endless(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", HTML);
        exchange.sendResponseHeaders(200, 0);
        try (var body = exchange.getResponseBody()) {
            for (var i = 0; i < 1_000_000; i++) body.write(new byte[8192]);
        }
    }

    /** A word a second, and never an end. */
    private static void drip(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", HTML);
        exchange.sendResponseHeaders(200, 0);
        try (var body = exchange.getResponseBody()) {
            for (var i = 0; i < 120; i++) {
                body.write("word ".getBytes(StandardCharsets.UTF_8));
                body.flush();
                Thread.sleep(1000);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static byte[] gzip(byte[] bytes) {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    private static int closedPort() throws IOException {
        try (var closed = new ServerSocket(0)) {
            return closed.getLocalPort();
        }
    }
}
