package io.chantier.generation.claude;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ReducedMotion;
import io.chantier.Browser;
import io.chantier.Browser.Look;
import io.chantier.Client;
import io.chantier.checks.Finding;
import io.chantier.checks.Findings;
import io.chantier.dashboard.Axe;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What an agency sees when the checks hold something back, the author proposes something, or two people wrote in one
 * place. {@code bin/screens} keeps pictures of some, and with {@code --all} of each.
 */
class PagesInChromiumTest extends WithWishes {

    private static final String SLUG = "pages-in-chromium";
    private static final String SITE = "/sites/" + SLUG;
    private static final String TITLE = "/content/pages/0/sections/0/title";
    private static final String TEXT = "/content/pages/0/sections/0/text";
    private static final String FOLDER = System.getProperty("screens.folder", "");
    private static final boolean ALL = System.getProperty("screens.all") != null;
    private static final Set<String> KEPT = Set.of("gate", "author", "change", "task");

    private static final Finding INVENTED = new Finding(
            "invented-phone",
            Finding.Severity.BLOCKING,
            "/",
            "content#/pages/0/sections/0/text",
            "Appelez Jean au 06 11 22 33 44 pour un devis.",
            Map.of("claim", "0611223344"));

    private static final Finding UNSEEN =
            new Finding("alt-missing", Finding.Severity.BLOCKING, "/", null, "atelier.webp", Map.of());

    @Autowired
    Findings findings;

    @Test
    void what_asks_for_a_decision_can_be_read_in_both_languages_on_both_devices() throws Exception {
        var online = published();
        var client = invited();
        var proposal = proposals(client);
        var conflicting = conflict();
        findings.save(site(SLUG), online, List.of(UNSEEN));
        findings.save(site(SLUG), revision(), List.of(INVENTED, UNSEEN));
        try (var browser = Browser.start()) {
            for (var look : looks()) {
                var page = signedIn(browser, look);
                page.navigate(SITE);
                assertThat(page.locator("#online-trouble")).isVisible();
                inOrder(page, look, "back");
                page.navigate(SITE + "/checks");
                page.locator(".waiver summary").first().click();
                assertThat(page.locator(".waiver input[name=reason]").first()).isVisible();
                var place = page.locator(".finding .place a");
                assertThat(place).containsText(" › section 1 ");
                assertThat(place).not().containsText("content#");
                inOrder(page, look, "gate");
                place.click();
                assertThat(page.locator("[name='/content/pages/0/sections/0/text']"))
                        .isInViewport();
                page.navigate("/settings/author");
                inOrder(page, look, "author");
                page.navigate(SITE + "/changes/" + proposal);
                assertThat(page.locator(".change-new ins").first()).isVisible();
                inOrder(page, look, "change");
                page.navigate(SITE + "/changes/" + conflicting);
                page.locator("form[action$='/apply'] button").click();
                assertThat(page.locator(".note.bad")).isVisible();
                inOrder(page, look, "conflict");
                page.navigate(SITE + "/approval");
                assertThat(page.locator(".task ins").first()).isVisible();
                inOrder(page, look, "task");
                page.navigate(SITE + "/edit");
                assertThat(page.locator("[data-alternative] [data-side=mine]").first())
                        .isVisible();
                inOrder(page, look, "three-way");
                page.context().close();

                var guest = browser.open(base(), look);
                guest.navigate(client);
                guest.locator(".said-done summary").first().click();
                assertThat(guest.locator(".said-done ins").first()).isVisible();
                inOrder(guest, look, "looked-again");
                guest.context().close();
            }
            // Whoever says yes where somebody else wrote gets 409, and the page with both.
            assertThat(browser.complaints()).allMatch(complaint -> complaint.contains("409"));
        }
    }

    private static List<Look> looks() {
        var desktop = new Look(1280, 800, "fr", false);
        var phone = new Look(390, 844, "en", false);
        return FOLDER.isEmpty() ? List.of(desktop, phone) : List.of(desktop, desktop.in("en"), phone, phone.in("fr"));
    }

    /** It is online, and its author has written anew what somebody had written by hand; the revision that is online. */
    private String published() throws IOException {
        var home = new String(URI.create(old.address()).toURL().openStream().readAllBytes(), StandardCharsets.UTF_8);
        by("offline", () -> {
            var site = chantier.create(
                    Map.of("name", "Menuiserie Lefèvre", "sourceUrl", old.address(), "slug", SLUG, "goal", "LIVE"));
            chantier.finished(site.get("job").asString());
            write(TITLE, "Vos escaliers, de père en fils");
            write(TEXT, "Nous fabriquons et posons vos escaliers en bois massif.");
            old.page("/", home.replace("fabrique et pose", "dessine et restaure"));
            assertThat(chantier.order(SLUG, "generate").get("state").asString()).isEqualTo("SUCCEEDED");
            assertThat(chantier.order(SLUG, "deploy").get("state").asString()).isEqualTo("SUCCEEDED");
        });
        return revision();
    }

    private String revision() {
        return String.valueOf(site(SLUG).status().revision());
    }

    /** One comment is done, one is back with people, one is proposed; the request of the last. */
    private String proposals(String client) {
        answered(
                client,
                "Le texte d’accueil est trop long.",
                "PROPOSED",
                data -> answer(replace(hero(data), "Vos escaliers, en bois massif, posés chez vous.")));
        var done = task("PROPOSED").path("changeRequest").asString();
        assertThat(chantier.api().post(request(done) + "/apply", Map.of()).statusCode())
                .isEqualTo(200);
        answered(
                client,
                "Un film de l’atelier, peut-être ?",
                "OPEN",
                _ -> answer().put("needsComponent", "Une section qui montre un film."));
        answered(
                client,
                "Dites aussi que nous posons les parquets.",
                "PROPOSED",
                data -> answer(replace(hero(data), "Vos escaliers et vos parquets, en bois massif, posés chez vous.")));
        return task("PROPOSED").path("changeRequest").asString();
    }

    /** Somebody else writes where the author proposes something. */
    private String conflict() {
        API.model(model(data -> answer(replace(TITLE, "Escaliers sur mesure"))));
        var asked = Client.json(
                chantier.api().post("/api/sites/" + SLUG + "/change-requests", Map.of("text", "Un titre plus court.")));
        chantier.finished(asked.path("job").asString());
        write(TITLE, "Vos escaliers, depuis trois générations");
        return asked.path("id").asString();
    }

    private void answered(String client, String words, String state, Function<JsonNode, ObjectNode> model) {
        API.model(model(model));
        var said = Client.of(environment).form(client + "/comments", Map.of("on", "/", "section", "1", "words", words));
        assertThat(said.statusCode()).isEqualTo(302);
        var id = tasks().stream()
                .filter(task -> task.path("words").asString().equals(words))
                .findFirst()
                .orElseThrow()
                .path("id")
                .asString();
        chantier.api()
                .put("/api/sites/" + SLUG + "/tasks/" + id, Map.of("state", "WITH_AUTHOR", "budgetMicros", 60_000));
        await().atMost(Duration.ofSeconds(60))
                .until(() -> tasks().stream()
                        .filter(task -> task.path("id").asString().equals(id))
                        .anyMatch(task -> task.path("state").asString().equals(state)));
    }

    private JsonNode task(String state) {
        return tasks().stream()
                .filter(task -> task.path("state").asString().equals(state))
                .findFirst()
                .orElseThrow();
    }

    private List<JsonNode> tasks() {
        return Client.json(chantier.api().get("/api/sites/" + SLUG + "/tasks"))
                .path("items")
                .valueStream()
                .toList();
    }

    private static String request(String id) {
        return "/api/sites/" + SLUG + "/change-requests/" + id;
    }

    private String invited() {
        var wanted = Map.of("name", "Madame Lefèvre", "language", "fr");
        var made = chantier.api().post("/api/sites/" + SLUG + "/reviews", wanted);
        return URI.create(Client.json(made).get("url").asString()).getPath();
    }

    private void write(String pointer, String text) {
        var patch = MessagesStub.JSON.createObjectNode().put(pointer, text).toString();
        var answer = chantier.api().send("PATCH", "/api/sites/" + SLUG + "/content", patch, "application/json");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private Page signedIn(Browser browser, Look look) {
        var page = browser.open(base(), look);
        page.navigate("/sign-in");
        page.fill("#username", "admin");
        page.fill("#password", Client.ADMIN_PASSWORD);
        page.keyboard().press("Enter");
        page.waitForURL("**/");
        page.emulateMedia(new Page.EmulateMediaOptions().setReducedMotion(ReducedMotion.REDUCE));
        return page;
    }

    private String base() {
        return "http://localhost:" + environment.getProperty("local.server.port");
    }

    private void inOrder(Page page, Look look, String picture) throws Exception {
        var width = ((Number) page.evaluate("document.documentElement.scrollWidth")).intValue();
        assertThat(width).as("width of " + page.url()).isLessThanOrEqualTo(look.width());
        assertThat(new Axe().violations(page)).as(picture + " " + page.url()).isEmpty();
        if (FOLDER.isEmpty() || !ALL && !KEPT.contains(picture)) return;
        page.waitForTimeout(500);
        var device = look.width() < 500 ? "phone" : "desktop";
        var file = picture + "-" + device + "-" + look.language() + ".png";
        page.screenshot(new Page.ScreenshotOptions()
                .setFullPage(ALL)
                .setPath(ALL ? Path.of(FOLDER, file) : Path.of(FOLDER, "stories", file)));
    }
}
