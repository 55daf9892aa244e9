package io.chantier.generation.claude;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import io.chantier.Browser;
import io.chantier.Browser.Look;
import io.chantier.Client;
import io.chantier.dashboard.Axe;
import io.chantier.generation.AuthorSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** One site in two languages, from the order to the pages at the edge, with the real program in place, whose model is ours. */
class TranslatedSiteTest extends WithOldSite {

    private static final String FOLDER = System.getProperty("screens.folder", "");
    private static final String SLUG = "zwei-sprachen";
    private static final String TEXTS = "/api/sites/" + SLUG + "/languages/de/texts";
    private static final String NEW = "content#/pages/0/sections/0/";
    private static final Pattern ALTERNATE =
            Pattern.compile("<link rel=\"alternate\" hreflang=\"([a-z-]+)\" href=\"https?://[^/]+([^\"]*)\"");

    @Test
    void a_list_of_sites_names_their_languages_and_a_row_that_names_none_of_ours_is_refused_alone() {
        var list = "Site;Nom;Langues\nhttp://l1.example;Listed One;en, allemand\n"
                + "http://l2.example;Listed Two;en klingon\nhttp://l3.example;Listed Three;";

        var taken = Client.json(chantier.api().post("/api/sites/imports", Map.of("addresses", list, "goal", "DRAFT")));

        assertThat(taken.path("lines")
                        .valueStream()
                        .map(line -> line.path("outcome").asString()))
                .as(taken.toPrettyString())
                .containsExactly("MADE", "REFUSED", "MADE");
        assertThat(taken.at("/lines/1/reason").asString()).contains("fr, en, de");
        assertThat(chantier.site("listed-one").at("/wishes/languages").toString())
                .isEqualTo("[\"en\",\"de\"]");
        assertThat(chantier.site("listed-three").at("/wishes/languages").size()).isZero();
    }

    @Test
    void an_old_site_becomes_a_site_in_two_languages_and_stays_one() throws Exception {
        ordered();
        theEdgeShowsBothLanguages();
        aNumberChangedInTheMainLanguageShowsInTheOther();
        aTextByHandSurvivesANewTranslation();
        aSectionBeforeOthersTakesTheTranslationOfNoneAndNothingIsPaidTwice();
        twoPeopleTranslateTheSameSection();
        somebodyTranslatesInTheEditorAndThePageFollows();
        aClientLooksAtEveryLanguageAndApprovesThemTogether();
        aLanguageIsTakenAway();
    }

    private void aNumberChangedInTheMainLanguageShowsInTheOther() {
        change(Map.of(
                "/site/contact/phones/0/display", "02 98 00 11 22",
                "/site/contact/phones/0/tel", "+33298001122"));

        publish();

        for (var path : List.of("/contact/", "/de/contact/"))
            assertThat(chantier.visit(SLUG, path))
                    .as(path)
                    .contains("tel:+33298001122")
                    .doesNotContain("tel:+33299123456");
    }

    private void aTextByHandSurvivesANewTranslation() {
        var title = text("content#/pages/0/sections/0/title");
        var lead = text("content#/pages/0/sections/0/text");
        assertThat(title.path("by").asString()).isEqualTo("claude");
        assertThat(title.path("job").asString()).isNotBlank();
        var typed = "Treppen\u00a0nach Maß  aus Rennes";
        assertThat(chantier.api()
                        .send("PATCH", TEXTS, json(Map.of(title.path("at").asString(), typed)), "application/json")
                        .statusCode())
                .isEqualTo(200);
        change(Map.of(
                "/content/pages/0/sections/0/title", "Vos escaliers, faits à Rennes",
                "/content/pages/0/sections/0/text", "Nous fabriquons et posons vos escaliers."));
        assertThat(text("content#/pages/0/sections/0/title").path("state").asString())
                .isEqualTo("OUTDATED");
        assertThat(text("content#/pages/0/sections/0/text").path("text").asString())
                .as("what is out of date stays")
                .isEqualTo(lead.path("text").asString());
        var asked = API.requests().size();

        assertThat(chantier.finished(job()).get("state").asString()).isEqualTo("SUCCEEDED");

        assertThat(text("content#/pages/0/sections/0/title").path("text").asString())
                .isEqualTo(typed);
        assertThat(text("content#/pages/0/sections/0/text").path("text").asString())
                .isEqualTo("DE: Nous fabriquons et posons vos escaliers.");
        assertThat(API.requests().subList(asked, API.requests().size()))
                .as("only what changed is sent")
                .hasSize(1)
                .allSatisfy(request -> assertThat(
                                WritingModel.dossier(request).path("texts").size())
                        .isEqualTo(1));
        publish();
        assertThat(chantier.visit(SLUG, "/de/")).contains(typed, "DE: Nous fabriquons");
    }

    private void aSectionBeforeOthersTakesTheTranslationOfNoneAndNothingIsPaidTwice() {
        var title = json(Map.of(NEW + "title", "Ihre Treppen, in Rennes gemacht"));
        var texts = Client.json(chantier.api().send("PATCH", TEXTS, title, "application/json"));
        var words = "Nos escaliers sont en bois. ".repeat(170).strip();
        patch(List.of(Map.of(
                "op", "add",
                "path", "/content/pages/0/sections/0",
                "value", Map.of("type", "text", "title", "Transport", "paragraphs", List.of(words, words + " Oui.")))));
        var byHand = chantier.api().send("PATCH", TEXTS, json(Map.of(NEW + "title", "Transport")), "application/json");
        assertThat(byHand.statusCode()).isEqualTo(200);
        assertThat(text(NEW + "title").path("byHand").asBoolean())
                .as("a word that is the same in both languages")
                .isTrue();
        var model = new WritingModel();
        var answered = new AtomicInteger();
        API.model((turn, request) -> answered.getAndIncrement() == 0
                ? model.answer(turn, request)
                : new MessagesStub.Reply.Refused(529, "overloaded_error", "Overloaded"));

        var first = job();
        await("what was paid for before the endpoint was overloaded")
                .atMost(Duration.ofMinutes(1))
                .until(() -> text(NEW + "paragraphs/0").path("state").asString().equals("CURRENT"));
        chantier.api().post("/api/jobs/" + first + "/cancel", Map.of());
        chantier.finished(first);
        API.model(model);
        var asked = API.requests().size();
        assertThat(chantier.finished(job()).get("state").asString()).isEqualTo("SUCCEEDED");
        assertThat(API.requests().subList(asked, API.requests().size()))
                .hasSize(1)
                .allSatisfy(request -> assertThat(
                                WritingModel.dossier(request).path("texts").size())
                        .isEqualTo(1));
        assertThat(text(NEW + "paragraphs/1").path("state").asString()).isEqualTo("CURRENT");
        patch(List.of(Map.of("op", "remove", "path", "/content/pages/0/sections/0")));
        assertThat(Client.json(chantier.api().get(TEXTS)))
                .as("the section took no translation of another and no person's text")
                .isEqualTo(texts);
    }

    private void twoPeopleTranslateTheSameSection() {
        var page = "/sites/" + SLUG + "/edit/languages/de";
        var julie = Client.of(environment);
        julie.signedIn("admin", Client.ADMIN_PASSWORD);
        var seen = chantier.api().get(TEXTS).headers().firstValue("ETag").orElseThrow();
        var fields = new HashMap<>(Map.of("on", "/", "revision", seen.replace("\"", "")));
        for (var text : Client.json(chantier.api().get(TEXTS)))
            if (text.path("at").asString().startsWith(NEW))
                fields.put("/" + text.path("at").asString(), text.path("text").asString());
        var marc = json(Map.of(NEW + "title", "Von Marc"));
        assertThat(chantier.api().send("PATCH", TEXTS, marc, "application/json").statusCode())
                .isEqualTo(200);

        fields.put("/" + NEW + "text", "Von Julie");
        assertThat(julie.submit(page, page, fields).statusCode()).isEqualTo(302);
        assertThat(text(NEW + "title").path("text").asString())
                .as("a field that nobody touched")
                .isEqualTo("Von Marc");
        assertThat(text(NEW + "text").path("text").asString()).isEqualTo("Von Julie");

        fields.put("/" + NEW + "title", "Auch von Julie");
        var refused = julie.submit(page, page, fields);
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(Jsoup.parse(refused.body())
                        .select("[data-wrong='/" + NEW + "title']")
                        .text())
                .contains("Von Marc", "Auch von Julie");
        assertThat(Jsoup.parse(refused.body()).select("#rivals")).hasSize(1);
        assertThat(text(NEW + "title").path("text").asString()).isEqualTo("Von Marc");
        assertThat(Client.ofAdmin(environment)
                        .with("If-Match", seen)
                        .send("PATCH", TEXTS, marc, "application/json")
                        .statusCode())
                .isEqualTo(412);
    }

    private void somebodyTranslatesInTheEditorAndThePageFollows() throws Exception {
        change(Map.of("/content/pages/0/sections/0/text", "Nous fabriquons vos portes."));
        try (var browser = Browser.start()) {
            for (var look : List.of(new Look(1280, 800, "en", false), Look.PHONE)) seen(browser, look);
            assertThat(browser.complaints()).isEmpty();
        }
        var text = text("content#/pages/0/sections/0/text");
        assertThat(text.path("text").asString()).isEqualTo("Wir bauen Ihre Türen. (390)");
        assertThat(text.path("byHand").asBoolean()).isTrue();
    }

    private void seen(Browser browser, Look look) throws Exception {
        var page = browser.open("http://localhost:" + environment.getProperty("local.server.port"), look);
        page.navigate("/sign-in");
        page.fill("#username", "admin");
        page.fill("#password", Client.ADMIN_PASSWORD);
        page.keyboard().press("Enter");
        page.waitForURL("**/");
        page.navigate("/sites/" + SLUG + "/edit/languages");
        inOrder(page, look, "languages");
        page.navigate("/sites/" + SLUG + "/edit");
        page.locator(".editor-tongues a[href$='/languages/de']").click();
        var place = "/content#/pages/0/sections/0/text";
        if (look.width() > 1000)
            assertThat(page.locator("[data-origin='" + place + "']").textContent())
                    .contains("Out of date");
        inOrder(page, look, "language-texts");
        page.fill("[name='" + place + "']", "Wir bauen Ihre Türen. (" + look.width() + ")");
        PlaywrightAssertions.assertThat(page.locator("[data-state]"))
                .hasText(look.width() > 1000 ? "Saved." : "Enregistré.");
        PlaywrightAssertions.assertThat(page.frameLocator("iframe[data-preview]:not(.coming)")
                        .locator("html[lang=de]")
                        .getByText("Wir bauen Ihre Türen. (" + look.width() + ")")
                        .first())
                .isAttached();
        page.reload();
        var title = "content#/pages/0/sections/0/title";
        chantier.api()
                .send("PATCH", TEXTS, json(Map.of(title, "Türen von Anna (" + look.width() + ")")), "application/json");
        page.fill("[name='/" + title + "']", "Unsere Türen");
        PlaywrightAssertions.assertThat(page.locator("#rivals")).isVisible();
        assertThat(page.locator("[data-wrong='/" + title + "']").textContent()).contains("Türen von Anna");
        inOrder(page, look, "language-conflict");
        page.navigate("/sites/new/brief");
        inOrder(page, look, "language-brief");
        page.navigate("/sites/" + SLUG + "/details");
        inOrder(page, look, "language-details");
        page.context().close();
    }

    private static void inOrder(Page page, Look look, String picture) throws Exception {
        var width = ((Number) page.evaluate("document.documentElement.scrollWidth")).intValue();
        assertThat(width).as("width of " + page.url()).isLessThanOrEqualTo(look.width());
        page.waitForTimeout(800);
        if (!FOLDER.isEmpty())
            page.screenshot(new Page.ScreenshotOptions()
                    .setFullPage(true)
                    .setPath(Path.of(FOLDER, picture + "-" + look.width() + "-" + look.language() + ".png")));
        assertThat(new Axe().violations(page)).as(page.url()).isEmpty();
    }

    /** One link, one digest: what is approved is approved in every language, and each can be looked at and spoken of. */
    private void aClientLooksAtEveryLanguageAndApprovesThemTogether() {
        var made = Client.json(chantier.api()
                .post(
                        "/api/sites/" + SLUG + "/reviews",
                        Map.of("name", "Claire", "language", "fr", "rights", List.of("COMMENT", "APPROVE"))));
        var guest = Client.of(environment);
        var door = URI.create(made.get("url").asString()).getPath();
        var page = Jsoup.parse(guest.get(door).body());

        assertThat(page.select(".places h3").eachText()).containsExactly("Français", "Allemand");
        var links = page.select(".places a.spot-name").eachAttr("href");
        assertThat(links).anyMatch(href -> href.endsWith("/contact/") && !href.contains("/de/"));
        assertThat(links.stream().filter(href -> href.contains("/de/")))
                .as("as many places in each language")
                .hasSize(links.size() / 2);
        assertThat(page.select("#agree").text()).contains("Français, Allemand");

        var said =
                guest.form(door + "/comments", Map.of("on", "/de/contact/", "section", "0", "words", "Bitte kürzer"));
        assertThat(said.statusCode()).isEqualTo(302);
        var tasks =
                Client.json(chantier.api().get("/api/sites/" + SLUG + "/tasks")).get("items");
        var task = tasks.get(0);
        assertThat(task.toString()).contains("/de/contact/", "Bitte kürzer");
        chantier.api()
                .put(
                        "/api/sites/" + SLUG + "/tasks/" + task.get("id").asString(),
                        Map.of("state", "WITH_AUTHOR", "budgetMicros", 100_000));
        assertThat(chantier.api().get("/api/sites/" + SLUG + "/tasks").body()).contains("task-translated");
    }

    private void aLanguageIsTakenAway() {
        change(Map.of("/content/pages/0/sections/0/title", "Vos fenêtres", "/content/pages/0/label", "Début"));
        var model = new WritingModel();
        var removed = new AtomicInteger();
        API.model((turn, request) -> {
            removed.set(chantier.api()
                    .delete("/api/sites/" + SLUG + "/languages/de")
                    .statusCode());
            return model.answer(turn, request);
        });

        chantier.finished(job());

        assertThat(removed).hasValue(204);
        API.model(model);
        assertThat(Client.json(chantier.api().get("/api/sites/" + SLUG + "/languages"))
                        .path("further"))
                .as("what came back after the language was taken away")
                .isEmpty();
        publish();

        assertThat(chantier.visit(SLUG, "/")).doesNotContain("hreflang", "tongues");
        assertThat(chantier.visit(SLUG, "/de/")).contains("Page introuvable");
    }

    private JsonNode text(String place) {
        return Client.json(chantier.api().get(TEXTS))
                .valueStream()
                .filter(text -> text.path("at").asString().equals(place))
                .findFirst()
                .orElseThrow();
    }

    private String job() {
        var ordered = chantier.api().post("/api/sites/" + SLUG + "/languages/translation", Map.of());
        return Client.json(ordered).get("job").asString();
    }

    private void change(Map<String, String> places) {
        patch(places.entrySet().stream()
                .map(one -> Map.of("op", "replace", "path", one.getKey(), "value", (Object) one.getValue()))
                .toList());
    }

    private void patch(List<? extends Map<String, ?>> operations) {
        var changed =
                chantier.api().send("PATCH", "/api/sites/" + SLUG + "/content", json(operations), "application/json");
        assertThat(changed.statusCode()).as(changed.body()).isEqualTo(200);
    }

    private static String json(Object body) {
        return MessagesStub.JSON.writeValueAsString(body);
    }

    private void publish() {
        var ordered = Client.json(chantier.api().post("/api/sites/" + SLUG + "/deploy", Map.of()));
        var job = chantier.finished(ordered.get("job").asString());
        assertThat(job.get("state").asString()).as(job.toPrettyString()).isEqualTo("SUCCEEDED");
    }

    private void ordered() {
        var model = new WritingModel();
        API.model(model);

        var job = made(List.of("de"));

        assertThat(job.get("state").asString()).as(job.toPrettyString()).isEqualTo("SUCCEEDED");
        assertThat(job.get("steps").valueStream().map(step -> step.get("name").asString()))
                .containsSubsequence("adapt-design", "translate", "check");
        assertThat(model.steps()).contains("content", "translation");
        assertThat(database.sql(
                                "select count(*) from metering_usage where job_id = ?::uuid and step = 'translate' and micro_usd > 0")
                        .param(job.get("id").asString())
                        .query(Integer.class)
                        .single())
                .isPositive();
    }

    private void theEdgeShowsBothLanguages() {
        var french = chantier.visit(SLUG, "/contact/");
        var german = chantier.visit(SLUG, "/de/contact/");

        assertThat(french).contains("<html lang=\"fr\"", "tel:+33299123456");
        assertThat(german).contains("<html lang=\"de\"", "tel:+33299123456", "Telefon", "DE: ");
        for (var page : List.of(french, german))
            assertThat(ALTERNATE.matcher(page).results().map(found -> found.group(1) + " " + found.group(2)))
                    .containsExactly("fr /contact/", "de /de/contact/", "x-default /contact/");
        assertThat(french).contains("href=\"/de/contact/\" lang=\"de\" hreflang=\"de\"");
        assertThat(german).contains("href=\"/contact/\" lang=\"fr\" hreflang=\"fr\"");
        assertThat(chantier.visit(SLUG, "/de/nichts/")).contains("Seite nicht gefunden");
        assertThat(chantier.visit(SLUG, "/rien/")).contains("Page introuvable");
        assertThat(chantier.visit(SLUG, "/sitemap.xml")).contains("/de/contact/");
    }

    @Test
    void an_author_who_cannot_translate_says_so_before_anything_is_made() {
        var chosen = settings.chosen();
        settings.store(new AuthorSettings.Chosen("offline", chosen.models(), chosen.rounds()));
        try {
            var refused = chantier.api()
                    .post(
                            "/api/sites",
                            Map.of(
                                    "sourceUrl", old.address(),
                                    "slug", "nur-eine-sprache",
                                    "wishes", Map.of("languages", List.of("de"))));

            assertThat(refused.statusCode()).isEqualTo(422);
            var field = Client.json(refused).at("/errors/0");
            assertThat(field.path("field").asString()).as(refused.body()).isEqualTo("wishes.languages");
            assertThat(chantier.api().get("/api/sites/nur-eine-sprache").statusCode())
                    .isEqualTo(404);
        } finally {
            settings.store(chosen);
        }
    }

    private JsonNode made(List<String> languages) {
        var site = chantier.create(Map.of(
                "sourceUrl", old.address(), "slug", SLUG, "goal", "LIVE", "wishes", Map.of("languages", languages)));
        return chantier.finished(site.get("job").asString());
    }
}
