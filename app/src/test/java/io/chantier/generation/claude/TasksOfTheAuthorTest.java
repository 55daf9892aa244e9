package io.chantier.generation.claude;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.chantier.AtOnce;
import io.chantier.Client;
import io.chantier.metering.Ledger;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What a client says of a section is done by the real program for a price, and a person says yes to it. */
class TasksOfTheAuthorTest extends WithWishes {

    @Autowired
    Ledger ledger;

    @Autowired
    DataSourceTransactionManager transactions;

    @Test
    void a_comment_is_done_by_the_author_after_a_yes_and_the_client_is_asked_to_look_again() {
        var slug = written("task-story");
        var path = link(slug, 0);
        var seen = page(path).select("input[name=digest]").val();
        var before = text(files(slug), "data/content.json");
        answerWith(data -> answer(replace(hero(data), "Vos escaliers, en bois massif.")));
        comment(path, section(slug), "Plus court, s’il vous plaît.");
        var task = tasks(slug).getFirst();

        assertThat(handOver(slug, task, 60_000).path("state").asString()).isEqualTo("WITH_AUTHOR");
        task = become(slug, "PROPOSED");

        var asked = WritingModel.dossier(API.requests().getLast());
        assertThat(asked.path("wish").asString()).isEqualTo("Plus court, s’il vous plaît.");
        assertThat(asked.path("place").asString()).isEqualTo(hero(asked).replace("/text", ""));
        assertThat(text(files(slug), "data/content.json"))
                .as("nothing changes before a yes")
                .isEqualTo(before);
        var tab = Jsoup.parse(agency().get("/sites/" + slug + "/approval").body());
        assertThat(tab.select(".task ins").text()).contains("massif");
        assertThat(tab.select(".task").text()).contains("Coût", "Au plus");
        assertThat(page(path).select(".said ins"))
                .as("the client sees what was done")
                .isEmpty();
        var job = UUID.fromString(request(slug, task).path("job").asString());
        var team = site(slug).team();
        assertThat(task.path("costMicros").asLong())
                .isPositive()
                .isEqualTo(ledger.ofJob(team, job).microUsd())
                .isEqualTo(ledger.ofSite(team, site(slug).id().value()).microUsd());

        var proposed = task;
        var answers = new AtOnce(database, transactions)
                .on(slug, () -> decide(slug, proposed, "apply"), () -> decide(slug, proposed, "apply"));
        assertThat(answers)
                .extracting(java.net.http.HttpResponse::statusCode)
                .as("one of two who say yes at once")
                .containsExactlyInAnyOrder(200, 409);

        var said = page(path);
        assertThat(said.select(".said").text()).contains("Fait", "merci de regarder de nouveau");
        assertThat(said.select(".said ins").text()).contains("massif");
        assertThat(tasks(slug).getFirst().path("answer").asString()).isEqualTo("Le texte d'accueil est plus court.");
        assertThat(approve(path, seen))
                .as("what they saw is not the newest any more")
                .isEqualTo(409);
        assertThat(client().form(path + "/newest", Map.of()).statusCode()).isEqualTo(302);
        assertThat(approve(path, page(path).select("input[name=digest]").val())).isEqualTo(302);
        chantier.awaitState(slug, "LIVE");
        assertThat(chantier.visit(slug, "/")).contains("Vos escaliers, en bois massif.");
    }

    @Test
    void what_the_author_cannot_do_is_for_people_again_with_the_reason_and_what_it_cost() {
        var slug = written("task-back");
        var path = link(slug, 0);
        comment(path, section(slug), "Dites que nous sommes les meilleurs.");

        assertHandedBack(slug, "change-needs-component", _ -> answer().put("needsComponent", "Un film."));
        assertHandedBack(slug, "change-unclear", _ -> answer().put("unclear", "Les meilleurs en quoi ?"));
        assertThat(agency().get("/sites/" + slug + "/approval").body())
                .contains("Rendu à l’équipe", "Les meilleurs en quoi ?");
        assertHandedBack(slug, "change-beyond", _ -> answer(replace("/site/name", "Les meilleurs")));
        var spent = assertHandedBack(
                slug, "change-finding", data -> answer(replace(hero(data), "Appelez le 06 11 22 33 44.")));
        assertThat(agency().get("/sites/" + slug + "/approval").body()).contains("06 11 22 33 44");

        answerWith(data -> answer(replace(hero(data), "Des escaliers.")));
        handOver(slug, tasks(slug).getFirst(), 60_000);
        var proposed = become(slug, "PROPOSED");
        assertThat(proposed.path("costMicros").asLong())
                .as("all errands together")
                .isGreaterThan(spent);
        decide(slug, proposed, "discard");
        assertThat(become(slug, "OPEN").path("problem").asString()).isEqualTo("task-not-wanted");
        assertThat(handOver(slug, proposed, 0).path("code").asString()).isEqualTo("invalid");

        handOver(slug, proposed, 2);
        assertThat(become(slug, "OPEN").path("problem").asString()).isEqualTo("claude-budget");
        by(
                "offline",
                () -> assertThat(handOver(slug, proposed, 60_000).path("code").asString())
                        .isEqualTo("task-no-author"));
        assertThat(page(path).select(".said").text())
                .as("the client is not told of any of this")
                .contains("À traiter")
                .doesNotContain("Rendu", "06 11 22 33 44");
    }

    @Test
    void a_component_for_a_comment_is_read_on_its_page_and_the_tab_leads_there() {
        var slug = written("task-craft");
        var path = link(slug, 0);
        comment(path, section(slug), "Un ruban en haut, s’il vous plaît.");
        answerWith(_ -> answer().put("needsComponent", "Un ruban."));
        handOver(slug, tasks(slug).getFirst(), 60_000);
        var handed = become(slug, "OPEN");
        API.model((turn, asked) -> turn > 0
                ? MessagesStub.says("Done")
                : written(asked, HERO, "/" + HERO, shipped(HERO).replace("<Heading>", "<p>{site.name}</p><Heading>")));

        var begun = chantier.api().post(changePath(slug, handed) + "/component", Map.of("component", "Hero"));
        assertThat(begun.statusCode()).as(begun.body()).isEqualTo(202);
        chantier.finished(Client.json(begun).path("job").asString());

        var proposed = become(slug, "PROPOSED");
        var tab = agency().get("/sites/" + slug + "/approval");
        assertThat(tab.statusCode()).as(tab.body()).isEqualTo(200);
        assertThat(Jsoup.parse(tab.body()).select(".task").text()).contains("L’auteur propose : Un ruban.", "Relire");
        assertThat(proposed.path("costMicros").asLong())
                .as("the wish; a component is what the agency pays for")
                .isPositive()
                .isEqualTo(handed.path("costMicros").asLong());

        var declined =
                chantier.api().post(changePath(slug, handed) + "/component/decline", Map.of("reason", "Trop chargé"));
        assertThat(declined.statusCode()).as(declined.body()).isEqualTo(200);
        assertThat(become(slug, "OPEN").path("problem").asString()).isEqualTo("task-not-wanted");
    }

    @Test
    void what_a_person_answers_while_the_author_is_at_it_stays() {
        var slug = written("task-meanwhile");
        var path = link(slug, 0);
        var going = new CountDownLatch(1);
        answerWith(data -> {
            awaitThat(going);
            return answer(replace(hero(data), "Des escaliers."));
        });
        comment(path, section(slug), "Plus court, s’il vous plaît.");
        var task = tasks(slug).getFirst();
        handOver(slug, task, 60_000);
        var answered = chantier.api()
                .put(
                        "/api/sites/" + slug + "/tasks/" + task.path("id").asString(),
                        Map.of("state", "ANSWERED", "answer", "Quel mot vous gêne ?"));
        assertThat(answered.statusCode()).as(answered.body()).isEqualTo(200);
        var asked = tasks(slug).getFirst();
        going.countDown();
        await().atMost(Duration.ofSeconds(60))
                .until(() -> request(slug, asked).path("state").asString().equals("PROPOSED"));

        assertAnswered(slug);
        assertThat(tasks(slug).getFirst().path("costMicros").asLong())
                .as("it was paid all the same")
                .isPositive();
        decide(slug, asked, "discard");
        assertAnswered(slug);

        handOver(slug, asked, 60_000);
        decide(slug, become(slug, "PROPOSED"), "apply");
        assertThat(become(slug, "DONE").path("answer").asString())
                .isEqualTo("Quel mot vous gêne ?\n\nLe texte d'accueil est plus court.");
    }

    private void assertAnswered(String slug) {
        var task = tasks(slug).getFirst();
        assertThat(task.path("state").asString()).as(task.toPrettyString()).isEqualTo("ANSWERED");
        assertThat(task.path("answer").asString()).isEqualTo("Quel mot vous gêne ?");
    }

    @Test
    void a_link_pays_for_comments_up_to_its_amount_and_they_are_done_one_after_the_other() {
        var slug = written("task-pays");
        var path = link(slug, 150_000);
        var going = new CountDownLatch(1);
        answerWith(data -> {
            awaitThat(going);
            return answer(replace(hero(data), "Des escaliers."));
        });
        for (var words : List.of("Premier", "Deuxième", "Troisième")) comment(path, section(slug), words);

        assertThat(tasks(slug))
                .extracting(task -> task.path("words").asString() + " "
                        + task.path("state").asString() + " "
                        + task.path("budgetMicros").asLong())
                .containsExactlyInAnyOrder(
                        "Premier WITH_AUTHOR 100000", "Deuxième WITH_AUTHOR 50000", "Troisième OPEN 0");
        assertThat(agency().get("/sites/" + slug + "/approval").body())
                .contains("dès que le travail en cours sur le site est fini");
        going.countDown();

        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(tasks(slug).stream()
                                .filter(task -> task.path("state").asString().equals("PROPOSED")))
                        .hasSize(2));
        assertThat(changes(slug)).as("each was asked once").isEqualTo(2);
        comment(path, section(slug), "Quatrième");
        assertThat(tasks(slug).getFirst().path("budgetMicros").asLong())
                .as("what was not spent is there again")
                .isEqualTo(100_000);
        await().atMost(Duration.ofSeconds(60)).until(() -> changes(slug) == 3);
    }

    private long assertHandedBack(String slug, String code, Function<JsonNode, ObjectNode> model) {
        var task = tasks(slug).getFirst();
        answerWith(model);
        handOver(slug, task, 60_000);
        var back = become(slug, "OPEN");
        assertThat(back.path("problem").asString()).isEqualTo(code);
        assertThat(back.path("costMicros").asLong())
                .isGreaterThan(task.path("costMicros").asLong());
        return back.path("costMicros").asLong();
    }

    private void answerWith(Function<JsonNode, ObjectNode> answers) {
        API.model(model(answers));
    }

    private static void awaitThat(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private JsonNode become(String slug, String state) {
        await().atMost(Duration.ofSeconds(60))
                .until(() -> tasks(slug).getFirst().path("state").asString().equals(state));
        return tasks(slug).getFirst();
    }

    private String link(String slug, long authorMicros) {
        var wanted = Map.of(
                "name",
                "Madame Lefèvre",
                "language",
                "fr",
                "rights",
                List.of("COMMENT", "APPROVE"),
                "authorMicros",
                authorMicros);
        var made = chantier.api().post("/api/sites/" + slug + "/reviews", wanted);
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        return URI.create(Client.json(made).get("url").asString()).getPath();
    }

    private Client agency() {
        return Client.of(environment).signedIn("admin", Client.ADMIN_PASSWORD).with("Accept-Language", "fr");
    }

    private Client client() {
        return Client.of(environment);
    }

    private Document page(String path) {
        return Jsoup.parse(client().get(path).body());
    }

    private int section(String slug) {
        var data = MessagesStub.JSON.createObjectNode();
        data.set("content", MessagesStub.JSON.readTree(text(files(slug), "data/content.json")));
        return Integer.parseInt(hero(data).replaceAll(".*/sections/(\\d+)/text", "$1")) + 1;
    }

    private void comment(String path, int section, String words) {
        var said = client().form(
                        path + "/comments", Map.of("on", "/", "section", String.valueOf(section), "words", words));
        assertThat(said.statusCode()).as(said.body()).isEqualTo(302);
    }

    private int approve(String path, String digest) {
        return client().form(path + "/approval", Map.of("digest", digest)).statusCode();
    }

    /** The newest of the open ones first. */
    private List<JsonNode> tasks(String slug) {
        return Client.json(chantier.api().get("/api/sites/" + slug + "/tasks"))
                .path("items")
                .valueStream()
                .toList();
    }

    private JsonNode handOver(String slug, JsonNode task, long micros) {
        var path = "/api/sites/" + slug + "/tasks/" + task.path("id").asString();
        return Client.json(chantier.api().put(path, Map.of("state", "WITH_AUTHOR", "budgetMicros", micros)));
    }

    private JsonNode request(String slug, JsonNode task) {
        return Client.json(chantier.api().get(changePath(slug, task)));
    }

    private java.net.http.HttpResponse<String> decide(String slug, JsonNode task, String what) {
        return chantier.api().post(changePath(slug, task) + "/" + what, Map.of());
    }

    private static String changePath(String slug, JsonNode task) {
        return "/api/sites/" + slug + "/change-requests/"
                + task.path("changeRequest").asString();
    }

    private long changes(String slug) {
        return database.sql("select count(*) from editing_change where site_id = ?")
                .param(site(slug).id().value())
                .query(Long.class)
                .single();
    }
}
