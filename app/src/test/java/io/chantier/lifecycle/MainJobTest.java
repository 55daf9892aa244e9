package io.chantier.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.chantier.ChantierTest;
import io.chantier.Client;
import io.chantier.deployment.edge.EdgeServer;
import io.chantier.reading.OldSite;
import io.chantier.sites.ClientFolders;
import io.chantier.sites.Site;
import io.chantier.sites.Sites;
import io.chantier.values.Slug;
import io.chantier.values.TeamId;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

/** The main job on real parts: a real old site, database, renderer and edge. */
@ChantierTest
@TestPropertySource(properties = "chantier.crawler.allow=127.0.0.0/8")
class MainJobTest {

    @Autowired
    Environment environment;

    @Autowired
    EdgeServer edge;

    @Autowired
    Sites sites;

    @Autowired
    ByHand byHand;

    @Autowired
    ClientFolders folders;

    @Autowired
    JdbcClient database;

    private final OldSite old = Menuiserie.serve();
    private Installation chantier;

    @BeforeEach
    void connect() {
        chantier = new Installation(Client.ofAdmin(environment), edge.address());
    }

    @AfterEach
    void stopOldSite() {
        old.close();
    }

    @Test
    void the_address_of_an_old_site_becomes_a_site_online() throws Exception {
        var site = chantier.create(Map.of("sourceUrl", old.address(), "slug", "lefevre", "goal", "LIVE"));

        var job = chantier.finished(site.get("job").asString());

        assertThat(job.get("state").asString()).as(job.toPrettyString()).isEqualTo("SUCCEEDED");
        assertThat(steps(job))
                .containsExactly(
                        "copy-template",
                        "read-source",
                        "write-content",
                        "adapt-design",
                        "check",
                        "render",
                        "preview",
                        "gate",
                        "publish",
                        "verify",
                        "announce");
        assertThat(chantier.site("lefevre").get("state").asString()).isEqualTo("LIVE");
        assertThat(chantier.site("lefevre").get("name").asString()).isEqualTo("Menuiserie Lefèvre");
        assertThat(chantier.visit("lefevre", "/"))
                .startsWith("HTTP/1.1 200")
                .contains("tel:+33299123456", "Menuiserie Lefèvre");
        assertThat(chantier.visit("lefevre", "/services.html")).startsWith("HTTP/1.1 301");
        assertThat(Files.readString(folders.of(found("lefevre")).resolve(".generation-log")))
                .contains("Ancien site lu", "En ligne");
    }

    @Test
    void of_orders_that_come_at_the_same_moment_one_begins_and_the_others_are_told_which() throws Exception {
        var made = chantier.create(Map.of("sourceUrl", old.address(), "slug", "pressed-twice", "goal", "LIVE"));
        chantier.finished(made.get("job").asString());
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int round = 0; round < 3; round++) {
                var before = ordersToPublish();
                var orders = threads.invokeAll(List.of(order("generate"), order("deploy"), order("deploy")));
                var answers = new ArrayList<HttpResponse<String>>();
                for (var order : orders) answers.add(order.get());
                assertThat(answers).extracting(HttpResponse::statusCode).containsOnlyOnce(202);
                assertThat(answers)
                        .extracting(HttpResponse::statusCode)
                        .filteredOn(code -> code != 202)
                        .containsOnly(409);
                var deployed = answers.subList(1, 3).stream()
                        .filter(answer -> answer.statusCode() == 202)
                        .count();
                assertThat(ordersToPublish() - before).isEqualTo(deployed);
                var begun = answers.stream()
                        .filter(answer -> answer.statusCode() == 202)
                        .findFirst()
                        .orElseThrow();
                chantier.finished(Client.json(begun).get("job").asString());
            }
        }
    }

    private Callable<HttpResponse<String>> order(String verb) {
        return () -> chantier.api().post("/api/sites/pressed-twice/" + verb, Map.of());
    }

    private long ordersToPublish() {
        return database.sql("select count(*) from audit_event where action = 'site.publish'")
                .query(Long.class)
                .single();
    }

    @Test
    void a_business_without_an_old_site_gets_one_from_a_brief() {
        var brief = Map.of(
                "business",
                Map.of(
                        "trade", "Fleuriste",
                        "services",
                                List.of(
                                        Map.of(
                                                "title",
                                                "Bouquets",
                                                "text",
                                                "Des bouquets de saison, composés chaque matin."),
                                        Map.of("title", "Mariages", "text", "La décoration florale de votre mariage.")),
                        "contact",
                                Map.of("phones", List.of("03 20 55 66 77"), "emails", List.of("bonjour@fleurs.fr"))));
        var site = chantier.create(Map.of("name", "Aux Fleurs d'Élise", "wishes", brief, "goal", "LIVE"));

        var job = chantier.finished(site.get("job").asString());

        assertThat(job.get("state").asString()).as(job.toPrettyString()).isEqualTo("SUCCEEDED");
        assertThat(site.get("slug").asString()).isEqualTo("aux-fleurs-d-elise");
        assertThat(chantier.visit("aux-fleurs-d-elise", "/")).contains("Bouquets", "tel:+33320556677");
    }

    @Test
    void an_old_site_that_is_down_breaks_the_site_and_a_retry_leads_out() {
        old.on("/", exchange -> OldSite.send(exchange, 500, "text/html", new byte[0]));
        var site = chantier.create(Map.of("sourceUrl", old.address(), "slug", "down", "goal", "GENERATED"));
        var id = site.get("job").asString();
        var failed = chantier.finished(id);

        assertThat(failed.get("state").asString()).isEqualTo("FAILED");
        assertThat(failed.get("failure").get("remedy").asString()).isNotBlank();
        assertThat(chantier.site("down").get("state").asString()).isEqualTo("BROKEN");

        try (var again = Menuiserie.serve()) {
            assertThat(chantier.api()
                            .put("/api/sites/down", Map.of("sourceUrl", again.address()))
                            .statusCode())
                    .isEqualTo(200);
            assertThat(chantier.api()
                            .post("/api/jobs/" + id + "/retry", Map.of())
                            .statusCode())
                    .isEqualTo(202);
            assertThat(chantier.finished(id).get("state").asString()).isEqualTo("SUCCEEDED");
        }
        assertThat(chantier.site("down").get("state").asString()).isEqualTo("GENERATED");
    }

    @Test
    void a_reading_that_is_cancelled_stops_reading_and_leaves_nothing() throws Exception {
        var asked = new AtomicInteger();
        old.on("*", exchange -> {
            var number = asked.incrementAndGet();
            pause();
            var links = IntStream.range(0, 9).mapToObj(i -> "<a href=\"/p" + number + "x" + i + ".html\">Page</a>");
            var page = "<h1>Page " + number + "</h1>" + links.collect(Collectors.joining());
            OldSite.send(exchange, 200, "text/html", page.getBytes(StandardCharsets.UTF_8));
        });
        var id = chantier.create(Map.of("sourceUrl", old.address() + "p.html", "slug", "slow", "goal", "LIVE"))
                .get("job")
                .asString();
        await().until(() -> asked.get() > 2);

        chantier.api().post("/api/jobs/" + id + "/cancel", Map.of());
        var before = asked.get();

        assertThat(chantier.finished(id).get("state").asString()).isEqualTo("CANCELLED");
        assertThat(asked.get() - before).isLessThan(20);
        assertThat(chantier.site("slow").get("state").asString()).isEqualTo("DRAFT");
        assertThat(database.sql("select count(*) from reading_source where site_id = ?")
                        .param(found("slow").id().value())
                        .query(Long.class)
                        .single())
                .isZero();
    }

    private static void pause() {
        try {
            Thread.sleep(700);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void what_a_person_writes_into_the_details_goes_before_what_was_read() {
        var site = chantier.create(Map.of("sourceUrl", old.address(), "slug", "detailed", "goal", "LIVE"));
        chantier.finished(site.get("job").asString());
        var browser = Client.of(environment).signedIn("admin", Client.ADMIN_PASSWORD);
        var page = "/sites/detailed/details";
        var typed = Map.of(
                "name", "Menuiserie Lefèvre et fils",
                "sourceUrl", old.address(),
                "language", "fr",
                "phones", "02 99 12 34 57\n06 12 34 56 78",
                "social", "https://www.facebook.com/menuiserie-lefevre");

        assertThat(browser.submit(page, page, typed).statusCode()).isEqualTo(302);
        assertThat(browser.get(page).body()).contains("02 99 12 34 57\n06 12 34 56 78");
        chantier.order("detailed", "generate");
        chantier.order("detailed", "deploy");

        assertThat(chantier.visit("detailed", "/"))
                .contains("Menuiserie Lefèvre et fils", "tel:+33299123457", "facebook.com/menuiserie-lefevre");
        assertThat(browser.submit(page, page, Map.of("name", "", "language", "xx"))
                        .statusCode())
                .isEqualTo(422);
    }

    @Test
    void an_earlier_release_is_served_again_and_none_that_the_site_never_had() {
        var here = "/api/sites/rolled/releases";
        var site = chantier.create(Map.of("sourceUrl", old.address(), "slug", "rolled", "goal", "LIVE"));
        chantier.finished(site.get("job").asString());
        byHand.change(found("rolled"), "escaliers, portes et fenêtres", "escaliers et portes");
        chantier.order("rolled", "deploy");
        var releases = Client.json(chantier.api().get(here));
        assertThat(releases.size()).isEqualTo(2);
        assertThat(releases.get(0).get("current").asBoolean()).isTrue();
        assertThat(chantier.visit("rolled", "/")).doesNotContain("escaliers, portes et fenêtres");

        var first = releases.get(1).get("release").asString();
        var back = chantier.api().put(here + "/current", Map.of("release", first));

        assertThat(back.statusCode()).as(back.body()).isEqualTo(200);
        assertThat(chantier.visit("rolled", "/")).contains("escaliers, portes et fenêtres");
        assertThat(Client.json(chantier.api().get(here)).get(0).get("release").asString())
                .isEqualTo(first);
        assertThat(audited("rolled")).contains("site.roll-back");
        var foreign = chantier.api().put(here + "/current", Map.of("release", "0".repeat(64)));
        assertThat(foreign.statusCode()).isEqualTo(404);
    }

    @Test
    void a_job_that_failed_is_not_taken_up_again_once_a_later_one_has_worked_on_the_site() {
        var site = chantier.create(Map.of("sourceUrl", old.address(), "slug", "overtaken", "goal", "LIVE"));
        chantier.finished(site.get("job").asString());
        byHand.change(found("overtaken"), "escaliers, portes et fenêtres", "escaliers (appelez le 01 45 67 89 10)");
        var failed = chantier.order("overtaken", "deploy");
        assertThat(failed.get("state").asString()).isEqualTo("FAILED");
        byHand.change(found("overtaken"), "escaliers (appelez le 01 45 67 89 10)", "escaliers");
        chantier.order("overtaken", "deploy");

        var again = chantier.api().post("/api/jobs/" + failed.get("id").asString() + "/retry", Map.of());

        assertThat(again.statusCode()).isEqualTo(409);
        assertThat(Client.json(again).get("code").asString()).isEqualTo("job-not-failed");
        assertThat(audited("overtaken")).contains("site.publish", "site.live").doesNotContain("job.retry");
    }

    private List<String> audited(String slug) {
        return database.sql("select action from audit_event where subject = ?")
                .param(found(slug).id().toString())
                .query(String.class)
                .list();
    }

    @Test
    void an_invented_phone_number_is_not_published_and_the_last_good_release_stays() {
        var site = chantier.create(Map.of("sourceUrl", old.address(), "slug", "invented", "goal", "LIVE"));
        chantier.finished(site.get("job").asString());
        byHand.change(found("invented"), "escaliers, portes et fenêtres", "escaliers (appelez le 01 45 67 89 10)");

        var job = chantier.order("invented", "deploy");

        assertThat(job.get("state").asString()).isEqualTo("FAILED");
        assertThat(job.get("failure").get("code").asString()).isEqualTo("gate-closed");
        assertThat(job.get("failure").get("detail").asString()).contains("01 45 67 89 10");
        assertThat(chantier.visit("invented", "/")).startsWith("HTTP/1.1 200").doesNotContain("01 45 67 89 10");
        assertThat(chantier.site("invented").get("state").asString()).isEqualTo("LIVE");
    }

    @Test
    void publishing_a_change_switches_at_once_and_publishing_the_same_again_changes_nothing() {
        var site = chantier.create(Map.of("sourceUrl", old.address(), "slug", "changed", "goal", "LIVE"));
        chantier.finished(site.get("job").asString());
        byHand.change(found("changed"), "en bois massif", "en bois massif et en bois du pays");

        assertThat(chantier.order("changed", "deploy").get("state").asString()).isEqualTo("SUCCEEDED");
        assertThat(chantier.visit("changed", "/")).contains("et en bois du pays");
        var switches = switches("changed");
        chantier.order("changed", "deploy");

        assertThat(switches("changed")).isEqualTo(switches).isEqualTo(2);
    }

    @Test
    void an_archived_site_is_gone_for_visitors_comes_back_as_it_was_and_can_be_deleted() {
        var site = chantier.create(Map.of("sourceUrl", old.address(), "slug", "archived", "goal", "LIVE"));
        chantier.finished(site.get("job").asString());

        chantier.api().post("/api/sites/archived/archive", Map.of());
        awaitVisit("archived", "HTTP/1.1 410");
        chantier.api().delete("/api/sites/archived/archive");
        awaitVisit("archived", "HTTP/1.1 200");
        assertThat(chantier.api().delete("/api/sites/archived").statusCode()).isEqualTo(409);
        chantier.api().post("/api/sites/archived/archive", Map.of());
        assertThat(chantier.api().delete("/api/sites/archived").statusCode()).isEqualTo(204);

        awaitVisit("archived", "HTTP/1.1 404");
        assertThat(chantier.api().get("/api/sites/archived").statusCode()).isEqualTo(404);
    }

    @Test
    void bad_input_names_its_field_and_leaves_nothing_half_made() {
        var before = database.sql("select count(*) from site").query(Long.class).single();
        for (var bad : List.of(
                Map.of("sourceUrl", "javascript:alert(1)"),
                Map.of("name", "x".repeat(300), "sourceUrl", old.address()),
                Map.of("slug", "../etc", "sourceUrl", old.address()),
                Map.of("slug", "admin", "sourceUrl", old.address()),
                Map.of("name", "Nothing else"))) {
            var answer = chantier.api().post("/api/sites", bad);

            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
            assertThat(Client.json(answer).get("errors").get(0).get("message").asString())
                    .isNotBlank();
        }
        assertThat(database.sql("select count(*) from site").query(Long.class).single())
                .isEqualTo(before);
    }

    private void awaitVisit(String slug, String beginning) {
        org.awaitility.Awaitility.await()
                .untilAsserted(() -> assertThat(chantier.visit(slug, "/")).startsWith(beginning));
    }

    private long switches(String slug) {
        return database.sql("select count(*) from storage_publication where site_id = ?")
                .param(found(slug).id().value())
                .query(Long.class)
                .single();
    }

    private Site found(String slug) {
        var team = database.sql("select team_id from site where slug = ?")
                .param(slug)
                .query(UUID.class)
                .single();
        return sites.find(new TeamId(team), new Slug(slug)).orElseThrow();
    }

    private static List<String> steps(JsonNode job) {
        return job.get("steps")
                .valueStream()
                .map(step -> step.get("name").asString())
                .toList();
    }
}
