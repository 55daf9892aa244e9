package io.chantier.generation.claude;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page;
import io.chantier.AtOnce;
import io.chantier.Browser;
import io.chantier.Browser.Look;
import io.chantier.Client;
import io.chantier.dashboard.Axe;
import io.chantier.generation.Provenance;
import io.chantier.generation.TextsByHand;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** People ask for changes in plain words; the real program proposes what our model says. */
class ChangeRequestsTest extends WithWishes {

    private static final String FOLDER = System.getProperty("screens.folder", "");
    private static final String SATURDAY = "{\"days\":[\"sa\"],\"opens\":\"09:00\",\"closes\":\"12:00\"}";

    @Autowired
    DataSourceTransactionManager transactions;

    @Test
    void a_wish_becomes_a_proposal_and_after_a_yes_one_revision_that_can_be_undone() {
        var slug = written("wish-story");
        var before = text(files(slug), "data/site.json");
        var proposal = asked(slug, "Ajoute nos nouveaux horaires du samedi, 9h-12h.", this::saturday);

        assertThat(proposal.path("state").asString()).isEqualTo("PROPOSED");
        assertThat(proposal.path("summary").asString()).contains("samedi");
        assertThat(proposal.path("costMicroUsd").asLong()).isPositive();
        assertThat(proposal.path("differences").path(0).path("at").asString()).isEqualTo("/site/hours");
        assertThat(proposal.path("differences").path(0).path("after").asString())
                .contains("sa · 09:00 · 12:00");
        assertThat(text(files(slug), "data/site.json"))
                .as("nothing changes before a yes")
                .isEqualTo(before);

        var count = revisions.list(site(slug), 100).size();
        var answers = new AtOnce(database, transactions)
                .on(slug, () -> decide(slug, proposal, "apply"), () -> decide(slug, proposal, "apply"));

        assertThat(answers).extracting(HttpResponse::statusCode).containsExactlyInAnyOrder(200, 409);
        assertThat(answers).anyMatch(answer -> answer.body().contains("change-over"));
        assertThat(revisions.list(site(slug), 100))
                .as("nothing is applied twice")
                .hasSize(count + 1);
        var files = files(slug);
        assertThat(text(files, "data/site.json")).contains("\"12:00\"", "\"sa\"");
        var newest = revisions.list(site(slug), 1).getFirst();
        assertThat(newest.message()).isEqualTo("asked-for");
        assertThat(newest.author()).isNotEqualTo("claude");
        assertThat(Provenance.of(files).placesByHand()).anyMatch(place -> place.startsWith("site#/hours/"));
        assertThat(TextsByHand.in(files))
                .as("the person's own words speak for what they asked for, not the model's")
                .containsExactly("Ajoute nos nouveaux horaires du samedi, 9h-12h.");
        assertThat(decide(slug, proposal, "apply").body()).contains("change-over");

        assertThat(chantier.api().post("/api/sites/" + slug + "/undo", Map.of()).statusCode())
                .isEqualTo(200);
        assertThat(text(files(slug), "data/site.json")).isEqualTo(before);
    }

    @Test
    void what_a_model_adds_of_its_own_is_held_back_by_the_gate_though_a_person_said_yes() {
        var slug = written("wish-gate");
        var wish = "Écris au début que nous sommes joignables au 02 99 76 54 32.";
        var told = asked(
                slug, wish, data -> answer(replace(hero(data), "Joignables au 02 99 76 54 32 ou au 06 11 22 33 44.")));
        decide(slug, told, "apply");

        var job = chantier.order(slug, "deploy");

        assertThat(job.at("/failure/code").asString()).isEqualTo("gate-closed");
        var findings = chantier.api().get("/api/sites/" + slug + "/findings").body();
        assertThat(findings).contains("0611223344").doesNotContain("0299765432");
    }

    @Test
    void others_work_elsewhere_stays_and_in_the_same_place_both_are_told() {
        var slug = written("wish-two");
        var first = asked(slug, "Raccourcis l'accueil.", data -> answer(replace(hero(data), "Vos escaliers en bois.")));
        edit(slug, "/site/tagline", "Le bois, depuis toujours.");
        assertThat(decide(slug, first, "apply").statusCode()).isEqualTo(200);
        assertThat(text(files(slug), "data/site.json")).contains("Le bois, depuis toujours.");
        assertThat(text(files(slug), "data/content.json")).contains("Vos escaliers en bois.");

        var second = asked(slug, "Encore plus court.", data -> answer(replace(hero(data), "Escaliers.")));
        edit(slug, pointer(second), "Escaliers et parquets.");
        var refused = decide(slug, second, "apply");

        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.body())
                .contains("change-conflicts", pointer(second), "Escaliers et parquets.", "Escaliers.");
        assertThat(text(files(slug), "data/content.json")).contains("Escaliers et parquets.");
        assertThat(request(slug, second).path("state").asString()).isEqualTo("PROPOSED");
        assertThat(Client.json(decide(slug, second, "discard")).path("state").asString())
                .isEqualTo("DISCARDED");
        assertThat(decide(slug, second, "apply").statusCode()).isEqualTo(409);
        var all = Client.json(chantier.api().get("/api/sites/" + slug + "/change-requests"));
        assertThat(all.path("items").valueStream().map(one -> one.path("state").asString()))
                .containsExactly("DISCARDED", "APPLIED");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            change-markup    | {"op":"replace","path":"HERO","value":"<script>alert(1)</script>"}
            change-address   | {"op":"replace","path":"HERO","value":"Voyez https://evil.example/ pour tout."}
            change-elsewhere | {"op":"add","path":"../src/pages/index.astro","value":"x"}
            change-legal     | {"op":"replace","path":"LEGAL/title","value":"Mentions"}
            """)
    void a_forged_answer_is_refused_by_name_and_changes_nothing(String code, String operation) {
        if (!exists("wish-forged")) written("wish-forged");
        var before = files("wish-forged");

        var request = asked("wish-forged", "Raccourcis le texte d'accueil.", data -> {
            var made = operation.replace("HERO", hero(data)).replace("LEGAL", legal(data));
            return answer(MessagesStub.JSON.readTree(made));
        });

        assertThat(request.path("state").asString()).isEqualTo("FAILED");
        assertThat(request.at("/problem/code").asString()).isEqualTo(code);
        assertThat(request.at("/problem/remedy").asString()).isNotBlank();
        assertThat(decide("wish-forged", request, "apply").statusCode()).isEqualTo(409);
        assertThat(texts(files("wish-forged"))).isEqualTo(texts(before));
        assertThat(site("wish-forged").state().name())
                .as("the site stays as it is")
                .isEqualTo("GENERATED");
    }

    @Test
    void where_nothing_can_be_proposed_it_is_said_by_name() {
        var slug = written("wish-cannot");
        by(
                "offline",
                () -> assertThat(asked(slug, "Plus court.", _ -> answer())
                                .at("/problem/code")
                                .asString())
                        .isEqualTo("change-needs-model"));
        var film = asked(
                slug,
                "Un film en fond d'accueil.",
                _ -> answer().put("needsComponent", "Une section qui montre un film."));
        assertThat(film.at("/problem/code").asString()).isEqualTo("change-needs-component");
        assertThat(film.at("/problem/detail").asString()).contains("montre un film");
        assertThat(asked(slug, "Rien.", _ -> answer()).at("/problem/code").asString())
                .isEqualTo("change-empty");
        limit("job", 1);
        var dear = asked(slug, "Plus court.", data -> answer(replace(hero(data), "Court.")));
        assertThat(dear.at("/problem/code").asString()).isEqualTo("claude-budget");
        assertThat(chantier.api()
                        .post("/api/sites/" + slug + "/change-requests", Map.of("text", " "))
                        .statusCode())
                .isEqualTo(422);
    }

    @Test
    void a_person_asks_on_a_telephone_in_french_reads_what_changes_and_applies_it() throws Exception {
        var slug = written("wish-phone");
        API.model(model(data -> {
            var answer = saturday(data);
            ((tools.jackson.databind.node.ArrayNode) answer.path("operations"))
                    .add(replace(hero(data), "La menuiserie Lefèvre fabrique vos escaliers."));
            return answer;
        }));
        try (var browser = Browser.start()) {
            for (var look : List.of(Look.PHONE, new Look(1280, 800, "en", false))) looked(browser, look, slug);
            assertThat(browser.complaints()).isEmpty();
        }
        assertThat(text(files(slug), "data/content.json")).contains("La menuiserie Lefèvre fabrique vos escaliers.");
    }

    private void looked(Browser browser, Look look, String slug) throws Exception {
        var isFrench = look.language().equals("fr");
        var page = browser.open("http://localhost:" + environment.getProperty("local.server.port"), look);
        page.navigate("/sign-in");
        page.fill("#username", "admin");
        page.fill("#password", Client.ADMIN_PASSWORD);
        page.keyboard().press("Enter");
        page.waitForURL("**/");
        page.navigate("/sites/" + slug + "/edit");
        page.locator(".change-ask summary").click();
        inOrder(page, look, "change-ask");
        page.fill("#change-text", "Raccourcis le texte d’accueil ; ajoute nos nouveaux horaires du samedi, 9 h-12 h.");
        page.locator(".change-ask button").click();
        assertThat(page.locator("#change .state")).hasText(isFrench ? "à décider" : "to decide");
        assertThat(page.locator(".change-list ins").first()).containsText(isFrench ? "samedi" : "Saturday");
        inOrder(page, look, "change-proposal");
        page.locator("form[action$='/" + (isFrench ? "apply" : "discard") + "'] button")
                .click();
        page.locator(isFrench ? "#change .state.ok" : ".row-line .state.calm").waitFor();
        inOrder(page, look, isFrench ? "change-applied" : "changes");
        page.context().close();
    }

    private void inOrder(Page page, Look look, String picture) throws Exception {
        var width = ((Number) page.evaluate("document.documentElement.scrollWidth")).intValue();
        assertThat(width).as("width of " + page.url()).isLessThanOrEqualTo(look.width());
        // A toast that comes or goes is half transparent.
        page.waitForTimeout(800);
        assertThat(new Axe().violations(page)).as(page.url()).isEmpty();
        if (FOLDER.isEmpty()) return;
        page.screenshot(new Page.ScreenshotOptions()
                .setFullPage(true)
                .setPath(Path.of(FOLDER, "stories", picture + "-" + look.width() + "-" + look.language() + ".png")));
    }

    private boolean exists(String slug) {
        return database.sql("select count(*) from site where slug = ?")
                        .param(slug)
                        .query(Integer.class)
                        .single()
                > 0;
    }

    /** Asks, and waits for the answer that the model gives to the data it is shown. */
    private JsonNode asked(String slug, String words, Function<JsonNode, ObjectNode> model) {
        API.model(model(model));
        var asked = chantier.api().post("/api/sites/" + slug + "/change-requests", Map.of("text", words));
        assertThat(asked.statusCode()).as(asked.body()).isEqualTo(202);
        var request = Client.json(asked);
        chantier.finished(request.path("job").asString());
        await().atMost(Duration.ofSeconds(10))
                .until(() -> !request(slug, request).path("state").asString().equals("ASKED"));
        return request(slug, request);
    }

    private JsonNode request(String slug, JsonNode request) {
        return Client.json(chantier.api().get(path(slug, request)));
    }

    private java.net.http.HttpResponse<String> decide(String slug, JsonNode request, String what) {
        return chantier.api().post(path(slug, request) + "/" + what, Map.of());
    }

    private static String path(String slug, JsonNode request) {
        return "/api/sites/" + slug + "/change-requests/" + request.path("id").asString();
    }

    private void edit(String slug, String pointer, String text) {
        var patch = MessagesStub.JSON.createObjectNode().put(pointer, text).toString();
        var answer = chantier.api().send("PATCH", "/api/sites/" + slug + "/content", patch, "application/json");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private ObjectNode saturday(JsonNode data) {
        return answer(MessagesStub.JSON.readTree(
                        "{\"op\":\"add\",\"path\":\"/site/hours/-\",\"value\":" + SATURDAY + "}"))
                .put("summary", "Les horaires du samedi sont ajoutés.");
    }

    private static String pointer(JsonNode request) {
        return request.at("/operations/0/path").asString();
    }

    private static String legal(JsonNode data) {
        var pages = data.at("/content/pages");
        return IntStream.range(0, pages.size())
                .filter(i -> pages.get(i).path("kind").asString("").equals("legal"))
                .mapToObj(i -> "/content/pages/" + i)
                .findFirst()
                .orElseThrow();
    }

    private static Map<String, String> texts(SortedMap<String, byte[]> files) {
        return files.keySet().stream().collect(Collectors.toMap(path -> path, path -> text(files, path)));
    }

    private void limit(String which, long microUsd) {
        database.sql("insert into metering_limit (name, micro_usd) values (?, ?)")
                .params(which, microUsd)
                .update();
    }
}
