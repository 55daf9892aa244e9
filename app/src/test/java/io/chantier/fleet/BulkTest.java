package io.chantier.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.chantier.ChantierTest;
import io.chantier.Client;
import io.chantier.deployment.edge.EdgeServer;
import io.chantier.identity.Role;
import io.chantier.identity.TeamFixture;
import io.chantier.lifecycle.ByHand;
import io.chantier.lifecycle.Installation;
import io.chantier.lifecycle.Menuiserie;
import io.chantier.reading.OldSite;
import io.chantier.sites.Sites;
import io.chantier.values.Slug;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

/** The same thing for many sites. */
@ChantierTest
@TestPropertySource(properties = "chantier.crawler.allow=127.0.0.0/8")
class BulkTest {

    private static final String BULK = "/api/sites/bulk";

    @Autowired
    Environment environment;

    @Autowired
    EdgeServer edge;

    @Autowired
    TeamFixture people;

    @Autowired
    Sites sites;

    @Autowired
    ByHand byHand;

    private final OldSite old = Menuiserie.serve();
    private TeamFixture.Person owner;
    private Client api;
    private Installation chantier;

    @BeforeEach
    void newTeam() {
        owner = people.stranger();
        api = people.program(owner);
        chantier = new Installation(api, edge.address());
    }

    @AfterEach
    void close() {
        old.close();
    }

    @Test
    void many_go_online_and_the_one_that_the_checks_hold_back_is_named_with_the_reason() {
        for (var slug : List.of("bulk-good", "bulk-fine", "bulk-held")) made(slug);
        byHand.change(
                sites.find(owner.team(), new Slug("bulk-held")).orElseThrow(),
                "escaliers, portes et fenêtres",
                "escaliers (appelez le 01 45 67 89 10)");
        chantier.order("bulk-held", "deploy");
        draft("bulk-draft");

        var taken = order(Map.of(
                "action", "PUBLISH", "sites", List.of("bulk-good", "bulk-fine", "bulk-held", "bulk-draft", "bulk-no")));

        assertThat(outcomes(taken))
                .containsExactly("BEGUN", "BEGUN", "REFUSED held", "REFUSED state", "REFUSED unknown");
        var over = whenOver(taken);
        assertThat(over.get("ready").asInt()).isEqualTo(2);
        assertThat(chantier.visit("bulk-good", "/")).contains("Menuiserie Lefèvre");
        assertThat(chantier.site("bulk-held").get("state").asString()).isEqualTo("GENERATED");
        assertThat(Client.json(api.get("/api/audit"))
                        .get("items")
                        .valueStream()
                        .map(event -> event.get("action").asString()))
                .contains("site.bulk", "site.publish");
    }

    @Test
    void a_look_and_colours_are_changed_for_all_that_a_filter_finds() {
        made("bulk-look-a");
        made("bulk-look-b");
        tag("bulk-look-a", "chosen");
        var taken = order(Map.of(
                "action", "LOOK", "filter", Map.of("tag", "chosen"), "look", "vitrine", "colours", List.of("#1f6f54")));
        whenOver(taken);

        assertThat(outcomes(taken)).containsExactly("BEGUN");
        var wishes = chantier.site("bulk-look-a").get("wishes");
        assertThat(wishes.get("look").asString()).isEqualTo("vitrine");
        assertThat(wishes.get("colours").get(0).asString()).isEqualTo("#1f6f54");
        assertThat(Client.json(api.get("/api/sites/bulk-look-a/revisions")).size())
                .isEqualTo(2);
        assertThat(chantier.site("bulk-look-b").get("wishes").get("look").isNull())
                .isTrue();
    }

    @Test
    void sites_are_tagged_untagged_and_archived_at_once_and_each_says_whether_it_was() {
        for (var slug : List.of("bulk-tag-a", "bulk-tag-b")) draft(slug);
        tag("bulk-tag-a", "Rennes");
        var both = List.of("bulk-tag-a", "bulk-tag-b");

        assertThat(outcomes(order(Map.of("action", "TAG", "sites", both, "tag", "Rennes"))))
                .containsExactly("REFUSED tagged", "DONE");
        assertThat(outcomes(order(Map.of("action", "UNTAG", "sites", List.of("bulk-tag-a"), "tag", "Rennes"))))
                .containsExactly("DONE");
        assertThat(api.get("/api/sites/bulk-tag-b/tags").body()).isEqualTo("[\"Rennes\"]");
        assertThat(outcomes(order(Map.of("action", "ARCHIVE", "sites", both)))).containsExactly("DONE", "DONE");
        assertThat(outcomes(order(Map.of("action", "ARCHIVE", "sites", List.of("bulk-tag-a")))))
                .containsExactly("REFUSED archived");
        assertThat(chantier.site("bulk-tag-b").get("state").asString()).isEqualTo("ARCHIVED");
    }

    @Test
    void an_order_that_is_sent_again_is_carried_out_once() {
        draft("bulk-once");
        var key = UUID.randomUUID().toString();
        var body = Map.of("action", "TAG", "sites", List.of("bulk-once"), "tag", "once");
        var first = people.program(owner).with("Idempotency-Key", key).post(BULK, body);
        var again = people.program(owner).with("Idempotency-Key", key).post(BULK, body);

        assertThat(Client.json(again)).isEqualTo(Client.json(first));
        assertThat(outcomes(Client.json(again))).containsExactly("DONE");
    }

    @Test
    void an_order_that_makes_no_sense_names_its_field_and_changes_nothing() {
        draft("bulk-sense");
        var here = List.of("bulk-sense");
        for (Map<String, Object> bad : List.<Map<String, Object>>of(
                Map.of(),
                Map.of("action", "DELETE", "sites", here),
                Map.of("action", "IMPORT", "sites", here),
                Map.of("action", "TAG", "sites", here),
                Map.of("action", "TAG", "sites", here, "tag", "a,b"),
                Map.of("action", "LOOK", "sites", here),
                Map.of("action", "LOOK", "sites", here, "look", "<b>"),
                Map.of("action", "LOOK", "sites", here, "colours", List.of("red")),
                Map.of("action", "PUBLISH", "sites", List.of()),
                Map.of("action", "PUBLISH", "sites", List.of("Not A Slug")),
                Map.of("action", "PUBLISH", "sites", here, "filter", Map.of()),
                Map.of("action", "PUBLISH", "filter", Map.of("standing", "PERHAPS")))) {
            var answer = api.post(BULK, bad);
            assertThat(answer.statusCode()).as(bad + " " + answer.body()).isEqualTo(422);
            assertThat(Client.json(answer).get("remedy").asString()).isNotBlank();
        }
        assertThat(api.get("/api/sites/bulk-sense/tags").body()).isEqualTo("[]");
    }

    @Test
    void only_managers_archive_many_and_nobody_touches_another_team_s_sites() {
        draft("bulk-mine");
        var order = Map.of("action", "ARCHIVE", "sites", List.of("bulk-mine"));
        var editor = people.program(people.member(owner.team(), Role.EDITOR));
        var viewer = people.program(people.member(owner.team(), Role.VIEWER));
        var stranger = people.program(people.stranger());

        assertThat(editor.post(BULK, order).statusCode()).isEqualTo(403);
        assertThat(viewer.post(BULK, Map.of("action", "TAG", "sites", List.of("bulk-mine"), "tag", "x"))
                        .statusCode())
                .isEqualTo(403);
        assertThat(outcomes(Client.json(stranger.post(BULK, order)))).containsExactly("REFUSED unknown");
        assertThat(editor.post(BULK, Map.of("action", "TAG", "sites", List.of("bulk-mine"), "tag", "x"))
                        .statusCode())
                .isEqualTo(201);
        assertThat(chantier.site("bulk-mine").get("state").asString()).isEqualTo("DRAFT");
    }

    @Test
    void the_pages_ask_with_how_many_before_anything_happens_and_need_no_script() {
        for (var slug : List.of("bulk-page-a", "bulk-page-b")) draft(slug);
        var browser = people.browser(owner);
        var asked = browser.get("/sites/bulk?action=ARCHIVE&site=bulk-page-a&site=bulk-page-b&site=of-nobody");
        assertThat(asked.body()).contains("2 sites sont choisis", "Confirmer pour 2 sites", "bulk-page-b bulk-page-a");
        assertThat(browser.get("/sites/bulk?action=TAG&all=true&q=bulk-page-a").body())
                .contains("Un site est choisi");
        assertThat(browser.get("/sites/bulk?action=TAG").body()).contains("Aucun site choisi");

        var wrong = browser.submit(
                "/sites/bulk?action=TAG&all=true",
                "/sites/bulk",
                Map.of("action", "TAG", "sites", "bulk-page-a", "tag", ","));
        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(wrong.body()).contains("Une étiquette compte");
        var done = browser.submit(
                "/sites/bulk?action=TAG&all=true",
                "/sites/bulk",
                Map.of("action", "TAG", "sites", "bulk-page-a bulk-page-b", "tag", "été"));
        var page = browser.get(location(done));
        assertThat(page.body()).contains("Ajout d’une étiquette", "été", "2 faits");
        assertThat(people.browser(people.stranger()).get(location(done)).statusCode())
                .isEqualTo(404);
    }

    private static String location(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(302);
        return URI.create(answer.headers().firstValue("Location").orElseThrow()).getPath();
    }

    private void draft(String slug) {
        chantier.create(Map.of("sourceUrl", old.address(), "slug", slug));
    }

    private void made(String slug) {
        var site = chantier.create(Map.of("sourceUrl", old.address(), "slug", slug, "goal", "GENERATED"));
        assertThat(chantier.finished(site.get("job").asString()).get("state").asString())
                .isEqualTo("SUCCEEDED");
    }

    private void tag(String slug, String tag) {
        assertThat(api.put("/api/sites/" + slug + "/tags", Map.of("tags", List.of(tag)))
                        .statusCode())
                .isEqualTo(200);
    }

    private JsonNode order(Map<String, Object> body) {
        var answer = api.post(BULK, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return Client.json(answer);
    }

    private JsonNode whenOver(JsonNode taken) {
        var path = BULK + "/" + taken.get("id").asString();
        await().atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(200))
                .until(() -> {
                    var now = Client.json(api.get(path));
                    return now.get("over").asInt() == now.get("ordered").asInt();
                });
        return Client.json(api.get(path));
    }

    private static List<String> outcomes(JsonNode batch) {
        return batch.get("lines")
                .valueStream()
                .map(line -> line.get("outcome").asString()
                        + (line.get("outcome").asString().equals("REFUSED")
                                ? " " + line.get("code").asString()
                                : ""))
                .toList();
    }
}
