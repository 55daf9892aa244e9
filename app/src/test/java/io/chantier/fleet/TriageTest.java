package io.chantier.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.chantier.ChantierTest;
import io.chantier.Client;
import io.chantier.deployment.edge.EdgeServer;
import io.chantier.identity.Role;
import io.chantier.identity.TeamFixture;
import io.chantier.lifecycle.Installation;
import io.chantier.lifecycle.Menuiserie;
import io.chantier.reading.OldSite;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

/** The list of sites by what they ask of a person. */
@ChantierTest
@TestPropertySource(properties = "chantier.crawler.allow=127.0.0.0/8")
class TriageTest {

    private static final Path FLORIST = Path.of("src/test/resources/oldsites/fleuriste-contradictions/site");

    @Autowired
    Environment environment;

    @Autowired
    EdgeServer edge;

    @Autowired
    TeamFixture people;

    private TeamFixture.Person owner;
    private Client api;
    private Client browser;
    private Installation chantier;

    @BeforeEach
    void newTeam() {
        owner = people.stranger();
        api = people.program(owner);
        browser = people.browser(owner);
        chantier = new Installation(api, edge.address());
    }

    @Test
    void every_site_is_in_the_tab_of_what_it_asks_for() {
        try (var joiner = Menuiserie.serve();
                var florist = new OldSite().folder(FLORIST.toAbsolutePath());
                var empty = new OldSite()) {
            empty.page("/", "<html><body></body></html>");
            work("triage-ready", joiner.address(), "GENERATED");
            work("triage-online", joiner.address(), "LIVE");
            work("triage-florist", florist.address(), "GENERATED");
            work("triage-empty", empty.address(), "GENERATED");
            draft("triage-draft", "A draft");
            draft("triage-archived", "An archived one");
            api.post("/api/sites/triage-archived/archive", Map.of());

            assertThat(standing("triage-ready")).isEqualTo("READY");
            assertThat(standing("triage-online")).isEqualTo("ONLINE");
            assertThat(standing("triage-florist")).isEqualTo("NEEDS_PERSON");
            assertThat(standing("triage-empty")).isEqualTo("NOTHING_FOUND");
            assertThat(standing("triage-draft")).isEqualTo("WAITING");
            assertThat(standing("triage-archived")).isEqualTo("ARCHIVED");
            assertThat(tabs())
                    .containsEntry("Tous", "5")
                    .containsEntry("À vérifier", "1")
                    .containsEntry("Prêts à montrer", "1")
                    .containsEntry("En ligne", "1")
                    .containsEntry("En travaux", "0")
                    .containsEntry("Rien trouvé", "1")
                    .containsEntry("Brouillons", "1")
                    .containsEntry("Archivés", "1");
            assertThat(names("/sites?standing=NEEDS_PERSON")).hasSize(1);
            assertThat(browser.get("/sites?standing=NEEDS_PERSON").body()).contains("à trancher");

            decide("triage-florist");
            assertThat(standing("triage-florist")).isEqualTo("READY");
        }
    }

    @Test
    void the_list_is_searched_sorted_tagged_and_paged() {
        api.post(
                "/api/sites/imports",
                Map.of(
                        "goal",
                        "DRAFT",
                        "tag",
                        "R&D + été",
                        "addresses",
                        IntStream.range(0, 120)
                                .mapToObj(i -> "Client %03d;client-triage-%d.fr".formatted(i, i))
                                .collect(Collectors.joining("\n"))));
        draft("triage-elise", "Aux Fleurs d’Élise");

        assertThat(names("/sites?q=elise")).containsExactly("Aux Fleurs d’Élise");
        assertThat(names("/sites?q=CLIENT-TRIAGE-77.fr")).containsExactly("Client 077");
        assertThat(names("/sites?order=NAME")).hasSize(50).startsWith("Aux Fleurs d’Élise", "Client 000");
        assertThat(names("/sites?order=NAME&page=3")).hasSize(21).endsWith("Client 119");
        assertThat(names("/sites?page=99999")).hasSize(21);
        assertThat(names("/sites?order=OLDEST")).isNotEmpty();
        var tag = Jsoup.parse(browser.get("/sites").body())
                .selectFirst(".filters .tag")
                .attr("href");
        assertThat(names(tag)).hasSize(50);
        assertThat(triage("?tag=R%26D+%2B+%C3%A9t%C3%A9").get("found").asInt()).isEqualTo(120);
        assertThat(triage("?limit=50&page=3").get("items").size()).isEqualTo(21);
        assertThat(browser.get("/sites?view=cards").body()).contains("fleet-cards");
        assertThat(browser.get("/sites?standing=PERHAPS").statusCode()).isEqualTo(422);
        assertThat(api.get("/api/sites/triage?order=BEST").statusCode()).isEqualTo(422);
    }

    @Test
    void the_table_for_spreadsheets_holds_what_is_listed_and_no_formula() {
        draft("triage-formula", "=HYPERLINK(\"http://evil.example\";\"Click\")");
        draft("triage-minus", "-2+3");
        draft("triage-at", "@SUM(A1)");
        draft("triage-plain", "Chez Paul; \"le vrai\"");
        var file = browser.download("/sites/list.csv?order=NAME");
        var text = new String(file.body(), StandardCharsets.UTF_8);

        assertThat(file.headers().firstValue("Content-Disposition"))
                .hasValueSatisfying(value -> assertThat(value).contains("attachment", "sites.csv"));
        assertThat(text).startsWith("\uFEFFNom;Nom court;Situation");
        assertThat(text)
                .contains("\"'=HYPERLINK(\"\"http://evil.example\"\";\"\"Click\"\")\"", "'-2+3;", "'@SUM(A1);")
                .contains("\"Chez Paul; \"\"le vrai\"\"\"");
        assertThat(text.lines()).hasSize(5);
        assertThat(new String(browser.download("/sites/list.csv?q=paul").body(), StandardCharsets.UTF_8).lines())
                .hasSize(2);
        assertThat(api.with("Accept-Language", "en").get("/api/sites/list.csv").body())
                .contains("Short name,Standing");
    }

    @Test
    void a_filter_is_kept_under_a_name_by_each_member_for_themselves() {
        draft("triage-kept", "Kept");
        browser.submit(
                "/sites?q=kept&standing=WAITING",
                "/sites/filters",
                Map.of("name", "Drafts to begin", "q", "kept", "standing", "WAITING"));
        var link = Jsoup.parse(browser.get("/sites").body()).selectFirst(".saved-filter a");
        assertThat(link.text()).isEqualTo("Drafts to begin");
        assertThat(names(link.attr("href"))).containsExactly("Kept");

        var colleague = people.member(owner.team(), Role.VIEWER);
        assertThat(people.browser(colleague).get("/sites").body()).doesNotContain("Drafts to begin");
        assertThat(people.program(colleague)
                        .post("/api/sites/filters", Map.of("name", "Mine", "filter", Map.of("tag", "x")))
                        .statusCode())
                .isEqualTo(204);
        var mine = Client.json(api.get("/api/sites/filters")).get(0);
        assertThat(people.program(colleague)
                        .delete("/api/sites/filters/" + mine.get("id").asString())
                        .statusCode())
                .isEqualTo(404);
        assertThat(api.delete("/api/sites/filters/" + mine.get("id").asString()).statusCode())
                .isEqualTo(204);
        assertThat(api.get("/api/sites/filters").body()).isEqualTo("[]");
        assertThat(api.post("/api/sites/filters", Map.of("name", " ")).statusCode())
                .isEqualTo(422);
    }

    @Test
    void a_viewer_sees_the_list_without_boxes_and_tags_are_changed_on_the_site_s_page() {
        draft("triage-tags", "Tagged");
        browser.submit("/sites/triage-tags", "/sites/triage-tags/tags", Map.of("tag", "  à   relancer "));
        assertThat(browser.get("/sites/triage-tags").body()).contains("à relancer");
        var viewer = people.browser(people.member(owner.team(), Role.VIEWER));
        assertThat(viewer.get("/sites").body()).contains("à relancer").doesNotContain("name=\"site\"", "bulk-bar");
        assertThat(viewer.get("/sites/triage-tags").body())
                .contains("à relancer")
                .doesNotContain("tags/removal");
        browser.submit("/sites/triage-tags", "/sites/triage-tags/tags/removal", Map.of("tag", "à relancer"));
        assertThat(browser.get("/sites/triage-tags").body()).doesNotContain("tone-");
        assertThat(browser.submit("/sites/triage-tags", "/sites/triage-tags/tags", Map.of("tag", "x".repeat(41)))
                        .statusCode())
                .isEqualTo(422);
        assertThat(people.browser(people.stranger()).get("/sites").body()).doesNotContain("Tagged");
    }

    private void work(String slug, String address, String goal) {
        var site = chantier.create(Map.of("sourceUrl", address, "slug", slug, "goal", goal));
        chantier.finished(site.get("job").asString());
    }

    private void draft(String slug, String name) {
        chantier.create(Map.of("sourceUrl", "http://" + slug + ".example/", "slug", slug, "name", name));
    }

    /** Says of each kind of fact in which the old site contradicts itself what is true. */
    private void decide(String slug) {
        var path = "/api/sites/" + slug + "/facts";
        var kinds = Client.json(api.get(path))
                .valueStream()
                .filter(fact -> fact.get("standing").asString().equals("OTHER"))
                .map(fact -> fact.get("kind").asString())
                .distinct()
                .toList();
        for (var kind : kinds) {
            var chosen = Client.json(api.get(path))
                    .valueStream()
                    .filter(fact -> fact.get("kind").asString().equals(kind)
                            && fact.get("standing").asString().equals("CHOSEN"))
                    .findFirst()
                    .orElseThrow();
            api.put(path + "/" + chosen.get("id").asString(), Map.of("standing", "CHOSEN"));
        }
    }

    private JsonNode triage(String query) {
        return Client.json(api.get("/api/sites/triage" + query));
    }

    private String standing(String slug) {
        return triage("?q=" + slug).get("items").get(0).get("standing").asString();
    }

    private Map<String, String> tabs() {
        return Jsoup.parse(browser.get("/sites").body()).select(".fleet-tabs a").stream()
                .collect(Collectors.toMap(
                        tab -> tab.ownText().strip(),
                        tab -> tab.selectFirst(".pill").text()));
    }

    private List<String> names(String path) {
        return Jsoup.parse(browser.get(path).body())
                .select(".fleet-table .of-name strong")
                .eachText();
    }
}
