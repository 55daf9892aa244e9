package io.chantier.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.microsoft.playwright.FrameLocator;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.options.AriaRole;
import io.chantier.Browser;
import io.chantier.Browser.Look;
import io.chantier.ChantierTest;
import io.chantier.Client;
import io.chantier.deployment.edge.EdgeServer;
import io.chantier.identity.TeamFixture;
import io.chantier.identity.TeamFixture.Person;
import io.chantier.lifecycle.Installation;
import io.chantier.lifecycle.Menuiserie;
import io.chantier.reading.OldSite;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.test.context.TestPropertySource;

/** Somebody who knows no JSON changes a site in a real browser and sees it change beside the form. */
@ChantierTest
@TestPropertySource(properties = "chantier.crawler.allow=127.0.0.0/8")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EditingJourneyTest {

    private static final String TITLE = "[name=\"/content/pages/0/sections/0/title\"]";

    private static final String TEXT = "#section-0 [name=\"/content/pages/0/sections/0/text\"]";

    @Autowired
    Environment environment;

    @Autowired
    EdgeServer edge;

    @Autowired
    TeamFixture people;

    private final OldSite old = Menuiserie.serve();
    private final Axe axe = new Axe();
    private Browser browser;
    private Person owner;
    private Installation chantier;

    EditingJourneyTest() throws Exception {}

    @BeforeAll
    void start() {
        browser = Browser.start();
        owner = people.stranger();
        chantier = new Installation(people.program(owner), edge.address());
    }

    @AfterEach
    void nothingWasComplainedOf() {
        assertThat(browser.complaints()).isEmpty();
    }

    @AfterAll
    void close() {
        browser.close();
        old.close();
    }

    @Test
    void what_is_typed_is_kept_and_shown_without_a_button() {
        make("journey-typed");
        var page = editing("journey-typed", Look.DESKTOP);
        page.fill(TITLE, "Des escaliers qui tournent");

        assertThat(page.locator("[data-state]")).hasText("Enregistré.");
        assertThat(preview(page).getByText("Des escaliers qui tournent").first())
                .isVisible();
        assertThat(page.locator(TITLE)).isFocused();
        assertThat(page.locator("[data-origin=\"/content/pages/0/sections/0/title\"]"))
                .containsText("Écrit à la main");

        page.locator("#undo").click();
        assertThat(preview(page).getByText("Des escaliers qui tournent")).hasCount(0);
        assertThat(page.locator(TITLE)).not().hasValue("Des escaliers qui tournent");
        page.locator("#redo").click();
        assertThat(page.locator(TITLE)).hasValue("Des escaliers qui tournent");
        page.context().close();
    }

    @Test
    void the_page_follows_each_key_before_anything_is_kept() {
        make("journey-sketch");
        var page = editing("journey-sketch", Look.DESKTOP);
        page.route(address -> address.endsWith("/edit"), route -> {
            // What is sent to be kept never arrives.
            if (!route.request().method().equals("POST")) route.resume();
        });
        page.fill(TITLE, "");
        page.locator(TITLE)
                .pressSequentially("Des escaliers au crayon", new Locator.PressSequentiallyOptions().setDelay(40));

        assertThat(preview(page).getByText("Des escaliers au crayon").first()).isVisible();
        assertThat(page.locator(TITLE)).isFocused();
        assertThat(page.locator("[data-state]")).not().hasText("Enregistré.");
        page.context().close();
    }

    @Test
    void what_cannot_be_kept_says_why_and_stays_in_its_field() {
        make("journey-refused");
        var page = editing("journey-refused", Look.DESKTOP.in("en"));
        page.fill(TITLE, "");

        assertThat(page.locator("[data-state]")).containsText("Not saved yet");
        assertThat(page.locator("[data-wrong=\"/content/pages/0/sections/0/title\"]"))
                .containsText("Must be filled in");
        page.fill(TITLE, "Stairs that turn");
        assertThat(page.locator("[data-state]")).hasText("Saved.");
        assertThat(page.locator(".field-wrong")).hasCount(0);
        page.context().close();
    }

    @Test
    void what_somebody_else_wrote_meanwhile_comes_in_or_stands_beside_what_is_typed() {
        make("journey-two");
        var page = editing("journey-two", Look.DESKTOP);
        writes("journey-two", "Le texte de Julie");
        page.fill(TITLE, "Des escaliers");
        assertThat(page.locator(TEXT)).hasValue("Le texte de Julie");

        writes("journey-two", "Un autre texte de Julie");
        page.waitForRequest(
                request -> request.method().equals("POST") && request.url().endsWith("/edit"),
                () -> page.fill(TITLE, "Des escaliers qui tournent"));
        page.fill(TEXT, "Le mien");

        assertThat(page.locator("#rivals")).containsText("Un autre texte de Julie");
        assertThat(page.locator("#rivals")).containsText("Le mien");
        page.context().close();
    }

    @Test
    void a_question_is_added_moved_and_removed_on_a_telephone() {
        make("journey-sections");
        var page = editing("journey-sections", Look.PHONE);
        page.selectOption("#add", "faq");
        page.getByRole(AriaRole.BUTTON, named("Commencer")).click();
        var form = page.locator("#section-new");
        form.locator("summary")
                .filter(new Locator.FilterOptions().setHasText("Ajouter"))
                .first()
                .click();
        form.locator("[name$=\"/items/0/question\"]").fill("Posez-vous aussi ?");
        form.locator("[name$=\"/items/0/answer\"]").fill("Oui, dans toute la région.");
        form.getByRole(AriaRole.BUTTON)
                .filter(new Locator.FilterOptions().setHasText("Ajouter à la page"))
                .click();

        assertThat(preview(page).getByText("Posez-vous aussi ?").first()).isAttached();
        var sections = page.locator("[id^=section-]");
        var last = sections.last();
        last.locator("summary").first().click();
        last.locator("button[value^=up]").last().click();
        assertThat(page.locator("[data-state]")).hasText("Enregistré.");
        assertThat(sections.last()).not().containsText("Posez-vous aussi ?");
        page.context().close();
    }

    @Test
    void without_scripts_a_text_is_refused_corrected_and_published() {
        make("journey-plain");
        var page = editing("journey-plain", Look.PHONE.withoutScripts());
        page.fill(TITLE, "");
        page.fill(TEXT, "Un texte tout neuf");
        save(page);

        assertThat(page.locator(".note.bad[role=alert]")).containsText("Rien n’a été enregistré");
        assertThat(page.locator("[data-wrong=\"/content/pages/0/sections/0/title\"]"))
                .containsText("À remplir");
        assertThat(page.locator(TEXT)).hasValue("Un texte tout neuf");
        page.fill(TITLE, "Des escaliers qui tournent");
        save(page);

        assertThat(page.locator(TITLE)).hasValue("Des escaliers qui tournent");
        assertThat(preview(page).getByText("Des escaliers qui tournent").first())
                .isVisible();
        page.locator("form[action$=\"/deploy\"] button").first().press("Enter");
        chantier.awaitState("journey-plain", "LIVE");
        assertThat(chantier.visit("journey-plain", "/")).contains("Des escaliers qui tournent", "Un texte tout neuf");
        page.context().close();
    }

    @Test
    void undo_tells_of_what_somebody_else_saved_and_takes_it_back_only_when_pressed_again() {
        make("journey-undo");
        writes("journey-undo", "Un premier texte");
        var page = editing("journey-undo", Look.DESKTOP);
        writes("journey-undo", "Le texte de Julie");

        page.locator("#undo").click();
        assertThat(page.locator("#overtaken")).containsText("Rien n’a été annulé");
        assertThat(page.locator(TEXT)).hasValue("Le texte de Julie");
        assertThat(preview(page).getByText("Le texte de Julie").first()).isVisible();
        page.locator("#undo").click();
        assertThat(page.locator(TEXT)).hasValue("Un premier texte");
        assertThat(page.locator("#overtaken")).hasCount(0);

        page.fill(TITLE, "Des escaliers qui tournent");
        assertThat(page.locator("[data-state]")).hasText("Enregistré.");
        page.locator("#undo").click();
        assertThat(page.locator(TITLE)).not().hasValue("Des escaliers qui tournent");
        assertThat(page.locator("#overtaken")).hasCount(0);
        page.context().close();
    }

    @Test
    void a_frame_is_drawn_on_a_picture_with_the_mouse() throws IOException {
        make("journey-crop");
        var bytes = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(1600, 1200, BufferedImage.TYPE_INT_RGB), "png", bytes);
        var id = Client.json(chantier.api()
                        .upload("/api/sites/journey-crop/pictures?alt=Un+atelier", bytes.toByteArray(), "image/png"))
                .get("id")
                .asString();
        var page = editing("journey-crop", Look.DESKTOP);
        page.navigate("/sites/journey-crop/pictures/" + id + "/retouch");
        var image = page.locator("[data-crop] img").boundingBox();

        page.mouse().move(image.x + image.width * 3 / 4, image.y + image.height * 3 / 4);
        page.mouse().down();
        page.mouse().move(image.x + image.width / 2, image.y + image.height / 2);
        page.mouse().move(image.x + image.width / 4, image.y + image.height / 4);
        page.mouse().up();
        page.mouse().move(image.x, image.y);

        assertThat(page.locator("#left")).hasValue(Pattern.compile("399|40[01]"));
        assertThat(page.locator("#top")).hasValue(Pattern.compile("299|30[01]"));
        assertThat(page.locator("#width")).hasValue(Pattern.compile("(799|80[01])"));
        var frame = page.locator(".crop-box").boundingBox();
        assertThat(frame.x).isCloseTo(image.x + image.width / 4, within(3.0));
        assertThat(frame.width).isCloseTo(image.width / 2, within(4.0));
        assertThat(axe.violations(page)).isEmpty();
        page.locator("#cut button").click();

        assertThat(page.locator("[data-crop] img")).hasJSProperty("naturalHeight", 600);
        page.context().close();
    }

    @Test
    void every_page_of_the_editor_is_open_to_everybody() {
        try (var shop = Menuiserie.serve()) {
            make("journey-axe", shop);
            loseAPlace("journey-axe", shop);
        }
        assertThat(Client.json(chantier.api().get("/api/sites/journey-axe/content"))
                        .toString())
                .doesNotContain("Un métier qui n’existe plus");
        for (var words : List.of("Premier essai", "Second essai")) writes("journey-axe", words);
        for (var look : List.of(
                Look.DESKTOP,
                Look.DESKTOP.in("en").atNight(),
                Look.PHONE,
                Look.PHONE.in("en").atNight())) {
            var page = editing("journey-axe", look);
            for (var on : List.of(
                    "edit?on=/", "edit?on=business", "edit?on=look", "edit?on=/contact/", "generate", "revisions")) {
                page.navigate("/sites/journey-axe/" + on);
                page.evaluate("document.querySelectorAll('main details').forEach(one => one.open = true)");
                assertThat(axe.violations(page)).as(on + " " + look).isEmpty();
                var wider =
                        page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");
                assertThat(((Number) wider).intValue())
                        .as("overflow of " + on + " at " + look)
                        .isZero();
            }
            page.context().close();
        }
    }

    private void make(String slug) {
        make(slug, old);
    }

    private void make(String slug, OldSite shop) {
        var site = chantier.create(Map.of("sourceUrl", shop.address(), "slug", slug, "goal", "GENERATED"));
        assertThat(chantier.finished(site.get("job").asString()).get("state").asString())
                .isEqualTo("SUCCEEDED");
    }

    /** A hand-written section text is left without a place: its section goes with what the old site said. */
    private void loseAPlace(String slug, OldSite shop) {
        var pages = Client.json(chantier.api().get("/api/sites/" + slug + "/content"))
                .at("/content/pages");
        var at = IntStream.range(0, pages.size())
                .filter(i -> pages.get(i).path("path").asString().equals("/services/"))
                .findFirst()
                .orElseThrow();
        patch(slug, "/content/pages/" + at + "/sections/0/title", "Un métier qui n’existe plus");
        shop.page("/services.html", "<html lang=fr><title>Rien</title><body></body></html>");
        assertThat(chantier.order(slug, "generate").get("state").asString()).isEqualTo("SUCCEEDED");
    }

    private static void save(Page page) {
        page.locator("#section-0 [data-save]").press("Enter");
    }

    private void writes(String slug, String text) {
        patch(slug, "/content/pages/0/sections/0/text", text);
    }

    private void patch(String slug, String pointer, String text) {
        var answer = chantier.api()
                .send(
                        "PATCH",
                        "/api/sites/" + slug + "/content",
                        "{\"" + pointer + "\":\"" + text + "\"}",
                        "application/json");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private static FrameLocator preview(Page page) {
        return page.frameLocator("iframe[data-preview]:not(.coming)");
    }

    private Page editing(String slug, Look look) {
        var page = new Arrival(browser, environment).signedIn(owner, look);
        page.navigate("/sites/" + slug + "/edit");
        return page;
    }

    private static GetByRoleOptions named(String words) {
        return new GetByRoleOptions().setName(words);
    }
}
