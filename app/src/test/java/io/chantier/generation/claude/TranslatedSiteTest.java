package io.chantier.generation.claude;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import io.chantier.Browser;
import io.chantier.Browser.Look;
import io.chantier.Client;
import io.chantier.dashboard.Axe;
import io.chantier.generation.AuthorSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** One site in two languages, from the order to the pages at the edge, with the real program in place, whose model is ours. */
class TranslatedSiteTest extends WithOldSite {

    private static final String FOLDER = System.getProperty("screens.folder", "");
    private static final String SLUG = "zwei-sprachen";
    private static final String TEXTS = "/api/sites/" + SLUG + "/languages/de/texts";
    private static final Pattern ALTERNATE =
            Pattern.compile("<link rel=\"alternate\" hreflang=\"([a-z-]+)\" href=\"https?://[^/]+([^\"]*)\"");

    @Test
    void an_old_site_becomes_a_site_in_two_languages_and_stays_one() throws Exception {
        ordered();
        theEdgeShowsBothLanguages();
        aNumberChangedInTheMainLanguageShowsInTheOther();
        aTextByHandSurvivesANewTranslation();
        somebodyTranslatesInTheEditorAndThePageFollows();
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

        var job = Client.json(chantier.api().post("/api/sites/" + SLUG + "/languages/translation", Map.of()));
        assertThat(chantier.finished(job.get("job").asString()).get("state").asString())
                .isEqualTo("SUCCEEDED");

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

    private void aLanguageIsTakenAway() {
        assertThat(chantier.api().delete("/api/sites/" + SLUG + "/languages/de").statusCode())
                .isEqualTo(204);

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

    private void change(Map<String, String> places) {
        var changed = chantier.api().send("PATCH", "/api/sites/" + SLUG + "/content", json(places), "application/json");
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
