package io.chantier.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.FrameLocator;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.options.AriaRole;
import io.chantier.Browser;
import io.chantier.Browser.Look;
import io.chantier.ChantierTest;
import io.chantier.deployment.edge.EdgeServer;
import io.chantier.identity.TeamFixture;
import io.chantier.identity.TeamFixture.Person;
import io.chantier.lifecycle.Installation;
import io.chantier.lifecycle.Menuiserie;
import io.chantier.reading.OldSite;
import java.util.List;
import java.util.Map;
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
    void every_page_of_the_editor_is_open_to_everybody() {
        make("journey-axe");
        for (var look : List.of(
                Look.DESKTOP,
                Look.DESKTOP.in("en").atNight(),
                Look.PHONE,
                Look.PHONE.in("en").atNight())) {
            var page = editing("journey-axe", look);
            for (var on : List.of("/", "business", "look", "/contact/")) {
                page.navigate("/sites/journey-axe/edit?on=" + on);
                page.evaluate("document.querySelectorAll('#editor details').forEach(one => one.open = true)");
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
        var site = chantier.create(Map.of("sourceUrl", old.address(), "slug", slug, "goal", "GENERATED"));
        assertThat(chantier.finished(site.get("job").asString()).get("state").asString())
                .isEqualTo("SUCCEEDED");
    }

    private void writes(String slug, String text) {
        var answer = chantier.api()
                .send(
                        "PATCH",
                        "/api/sites/" + slug + "/content",
                        "{\"/content/pages/0/sections/0/text\":\"" + text + "\"}",
                        "application/json");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private static FrameLocator preview(Page page) {
        return page.frameLocator("iframe[data-preview]:not(.coming)");
    }

    private Page editing(String slug, Look look) {
        var page = browser.open("http://localhost:" + environment.getProperty("local.server.port"), look);
        page.navigate("/sign-in");
        page.fill("#username", owner.login());
        page.fill("#password", TeamFixture.PASSWORD);
        page.keyboard().press("Enter");
        page.waitForURL("**/");
        page.navigate("/sites/" + slug + "/edit");
        return page;
    }

    private static GetByRoleOptions named(String words) {
        return new GetByRoleOptions().setName(words);
    }
}
