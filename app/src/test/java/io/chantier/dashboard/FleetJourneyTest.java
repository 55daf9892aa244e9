package io.chantier.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ReducedMotion;
import io.chantier.Browser;
import io.chantier.Browser.Look;
import io.chantier.ChantierTest;
import io.chantier.identity.TeamFixture;
import io.chantier.identity.TeamFixture.Person;
import io.chantier.lifecycle.Menuiserie;
import io.chantier.reading.OldSite;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.test.context.TestPropertySource;

/** Many sites at once, in a real browser: from a pasted list to sites online. */
@ChantierTest
@TestPropertySource(properties = "chantier.crawler.allow=127.0.0.0/8")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FleetJourneyTest {

    /** Where to keep pictures of the pages, to look at; none are taken without it. */
    private static final String FOLDER = System.getProperty("fleet.screens", "");

    @Autowired
    Environment environment;

    @Autowired
    TeamFixture people;

    private final OldSite one = Menuiserie.serve();
    private final OldSite other = Menuiserie.serve();
    private final Axe axe = new Axe();
    private Browser browser;

    FleetJourneyTest() throws Exception {}

    @BeforeAll
    void start() {
        browser = Browser.start();
    }

    @AfterEach
    void nothingWasComplainedOf() {
        assertThat(browser.complaints()).isEmpty();
    }

    @AfterAll
    void close() {
        browser.close();
        one.close();
        other.close();
    }

    @Test
    void a_pasted_list_becomes_sites_that_are_tagged_kept_as_a_filter_and_put_online() {
        var page = signedIn(people.stranger(), Look.DESKTOP);
        page.navigate("/sites/new");
        page.getByRole(AriaRole.LINK, named("Plusieurs sites")).click();
        page.getByLabel("Adresses")
                .fill("Menuiserie Un;" + one.address() + "\nMenuiserie Deux;" + other.address() + "\n" + one.address()
                        + "\npaul@lefevre.fr\nChez Rien;http://127.0.0.1:1/");
        shot(page, "import");
        page.getByRole(AriaRole.BUTTON, named("Importer")).click();

        assertThat(page.locator("h1")).containsText("Import de sites");
        assertThat(page.getByText("Même site que la ligne 1")).isVisible();
        assertThat(page.getByText("C’est une adresse de courriel")).isVisible();
        assertThat(page.getByText("2 sur 3 prêts")).isVisible();
        assertThat(page.locator(".batch-table .state.ok").filter(text("Prêt à montrer")))
                .hasCount(2);
        assertThat(page.locator(".batch-table").getByText("Rien trouvé")).isVisible();
        shot(page, "imported");

        page.navigate("/sites");
        assertThat(page.locator(".fleet-tabs a").filter(text("Prêts à montrer")).locator(".pill"))
                .hasText("2");
        assertThat(page.locator(".thumb iframe")).hasCount(2);
        assertThat(page.frameLocator(".thumb iframe >> nth=0").locator("body")).containsText("Menuiserie");
        shot(page, "list");
        page.getByRole(AriaRole.LINK, named("Prêts à montrer")).click();
        page.getByLabel("Choisir tous les sites de cette page").check();
        assertThat(page.getByText("2 cochés sur cette page")).isVisible();
        act(page, "TAG");
        assertThat(page.getByText("2 sites sont choisis")).isVisible();
        page.getByLabel("Étiquette").fill("Rennes");
        shot(page, "bulk");
        page.getByRole(AriaRole.BUTTON, named("Confirmer pour 2 sites")).click();
        assertThat(page.getByText("2 faits")).isVisible();

        page.navigate("/sites");
        page.locator(".filters .tag").filter(text("Rennes")).click();
        page.getByText("Garder ce filtre").click();
        page.getByLabel("Nom du filtre").fill("Ceux de Rennes");
        page.keyboard().press("Enter");
        assertThat(page.getByText("Le filtre est gardé.")).isVisible();
        page.navigate("/sites");
        page.getByRole(AriaRole.LINK, named("Ceux de Rennes")).click();
        shot(page, "filtered");
        assertThat(page.locator(".fleet-table tbody tr")).hasCount(2);
        page.getByLabel("Les 2 sites trouvés").check();
        act(page, "PUBLISH");
        page.getByRole(AriaRole.BUTTON, named("Confirmer pour 2 sites")).click();
        assertThat(page.locator(".batch-table .state.ok").filter(text("En ligne")))
                .hasCount(2);
        page.getByRole(AriaRole.LINK, named("Menuiserie Un")).click();
        assertThat(page.locator(".site-title .state")).hasText("En ligne");
        shot(page, "site");
        page.context().close();
    }

    @Test
    void the_list_is_worked_with_on_a_telephone_and_by_keyboard_in_english() {
        var page = signedIn(people.stranger(), Look.PHONE.in("en"));
        page.navigate("/sites/new/several");
        page.getByLabel("Addresses").fill("Anna's bakery,anna-journey.example\nBen's garage,ben-journey.example");
        page.locator("#goal").selectOption("DRAFT");
        shot(page, "import-phone");
        page.getByRole(AriaRole.BUTTON, named("Import")).click();
        assertThat(page.getByText("2 made")).isVisible();
        shot(page, "imported-phone");
        page.navigate("/sites?view=cards");
        shot(page, "cards-phone");
        page.navigate("/sites");
        shot(page, "list-phone");
        page.locator("#q").pressSequentially("garage");
        assertThat(page.locator(".fleet-table tbody tr")).hasCount(1);
        assertThat(page.locator(".fleet-tabs a").first().locator(".pill")).hasText("1");
        page.getByLabel("Choose Ben's garage").focus();
        page.keyboard().press("Space");
        assertThat(page.getByText("1 on this page")).isVisible();
        act(page, "ARCHIVE");
        page.getByRole(AriaRole.BUTTON, named("Confirm for 1 site")).press("Enter");
        assertThat(page.getByText("1 done")).isVisible();
        page.navigate("/sites?standing=ARCHIVED");
        assertThat(page.locator(".fleet-table tbody tr")).containsText(new String[] {"Ben's garage"});
        page.context().close();
    }

    @Test
    void every_page_of_many_sites_is_accessible_in_light_and_dark_and_fits_a_narrow_telephone() {
        var person = people.stranger();
        var made = people.program(person)
                .post(
                        "/api/sites/imports",
                        java.util.Map.of(
                                "goal",
                                "DRAFT",
                                "tag",
                                "Très longue étiquette de ce client-ci",
                                "addresses",
                                "A;a-axe.example\nA name that goes on and on for as long as a name may be;b-axe.example\nx@y.fr"));
        var batch = io.chantier.Client.json(made).get("id").asString();
        people.program(person)
                .post(
                        "/api/sites/filters",
                        java.util.Map.of("name", "Brouillons de Rennes", "filter", java.util.Map.of("q", "a")));
        var page = signedIn(person, Look.DESKTOP);
        var faults = new ArrayList<String>();
        for (var path : List.of(
                "/sites",
                "/sites?view=cards",
                "/sites?q=a&state=DRAFT",
                "/sites?q=nothing",
                "/sites/new/several",
                "/sites/imports/" + batch,
                "/sites/bulk?action=LOOK&all=true",
                "/sites/bulk?action=TAG&all=true",
                "/sites/bulk?action=PUBLISH",
                "/sites/a")) {
            faults.addAll(faults(page, path));
        }
        page.context().close();
        assertThat(faults).isEmpty();
    }

    private List<String> faults(Page page, String path) {
        var faults = new ArrayList<String>();
        page.emulateMedia(new Page.EmulateMediaOptions().setReducedMotion(ReducedMotion.REDUCE));
        page.setViewportSize(1440, 900);
        page.navigate(path);
        axe.violations(page).forEach(fault -> faults.add(path + " " + fault));
        page.setViewportSize(360, 740);
        var widest = ((Number) page.evaluate("document.documentElement.scrollWidth")).intValue();
        if (widest > 360) faults.add(path + " is " + widest + " wide");
        page.evaluate("document.documentElement.dataset.bsTheme = 'dark'");
        axe.lowContrasts(page).forEach(fault -> faults.add(path + " dark " + fault));
        return faults;
    }

    private static void act(Page page, String action) {
        page.locator("#bulk-action").selectOption(action);
        page.locator(".bulk-bar button").click();
    }

    private static void shot(Page page, String name) {
        if (FOLDER.isEmpty()) return;
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(Path.of(FOLDER).resolve(name + ".png"))
                .setFullPage(true));
    }

    private Page signedIn(Person person, Look look) {
        return new Arrival(browser, environment).signedIn(person, look);
    }

    private static GetByRoleOptions named(String words) {
        return new GetByRoleOptions().setName(words);
    }

    private static Locator.FilterOptions text(String words) {
        return new Locator.FilterOptions().setHasText(words);
    }
}
