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
import io.chantier.deployment.edge.EdgeServer;
import io.chantier.identity.Outbox;
import io.chantier.identity.TeamFixture;
import io.chantier.identity.TeamFixture.Person;
import io.chantier.lifecycle.ByHand;
import io.chantier.lifecycle.Installation;
import io.chantier.lifecycle.Menuiserie;
import io.chantier.reading.OldSite;
import io.chantier.sites.Sites;
import io.chantier.values.Slug;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

/** What people do with the dashboard, in a real browser on the real application. */
@ChantierTest
@TestPropertySource(properties = "chantier.crawler.allow=127.0.0.0/8")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DashboardJourneyTest {

    private static final String SITE = "/sites/journey-atelier";
    private static final List<String> TABS = List.of(
            "", "/jobs", "/source", "/checks", "/revisions", "/releases", "/history", "/details", "/pictures", "/edit");

    private static final List<String> OPERATOR_PAGES = List.of(
            "/",
            "/sites",
            "/sites/new",
            "/sites/new/brief",
            "/activity",
            "/members",
            "/outbox",
            "/settings",
            "/settings/appearance",
            "/account",
            "/manual",
            "/manual/checks",
            "/manual/errors",
            "/manual?q=site");

    @Autowired
    Environment environment;

    @Autowired
    EdgeServer edge;

    @Autowired
    TeamFixture people;

    @Autowired
    Outbox outbox;

    @Autowired
    Sites sites;

    @Autowired
    ByHand byHand;

    private final OldSite old = Menuiserie.serve();
    private final Axe axe = new Axe();
    private Browser browser;
    private Person owner;
    private Installation chantier;

    DashboardJourneyTest() throws Exception {}

    @BeforeAll
    void oneSiteIsOnline() {
        browser = Browser.start();
        owner = people.stranger();
        chantier = installation(owner);
        var site = chantier.create(Map.of("sourceUrl", old.address(), "slug", "journey-atelier", "goal", "LIVE"));
        assertThat(state(chantier.finished(site.get("job").asString()))).isEqualTo("SUCCEEDED");
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
    void a_newcomer_gets_from_the_sign_in_to_a_site_online_with_the_keyboard_alone() throws Exception {
        var first = new CountDownLatch(1);
        var second = new CountDownLatch(1);
        var newcomer = people.stranger();
        try (var slow = Menuiserie.serve()) {
            slow.on("/contact.html", exchange -> {
                await(first);
                OldSite.send(
                        exchange, 200, "text/html", "<a href='plan.html'>Plan</a>".getBytes(StandardCharsets.UTF_8));
            });
            slow.on("/plan.html", exchange -> {
                await(second);
                OldSite.send(exchange, 404, "text/html", new byte[0]);
            });
            var page = open(Look.DESKTOP);
            page.navigate("/");
            page.keyboard().type(newcomer.login());
            page.keyboard().press("Tab");
            page.keyboard().type(TeamFixture.PASSWORD);
            page.keyboard().press("Enter");

            assertThat(heading(page, "Donnez l’adresse de l’ancien site. Nous bâtissons le nouveau."))
                    .isVisible();
            assertThat(page.locator("main input:visible")).hasCount(1);
            page.keyboard().type(slow.address());
            page.keyboard().press("Enter");

            assertThat(page.locator(".stations .running")).hasText("Lire l’ancien site · en cours");
            assertThat(page.getByRole(AriaRole.LOG)).containsText("Page lue");
            page.evaluate("document.body.dataset.same = 'page'");
            page.evaluate("""
                    () => new MutationObserver(() => {
                      const done = [...document.querySelectorAll('.stations .done')];
                      if (done.some((step) => step.textContent.includes('Écrire le contenu'))) sessionStorage.seen = 'written';
                    }).observe(document.body, { subtree: true, childList: true })""");
            first.countDown();
            assertThat(page.getByRole(AriaRole.LOG)).containsText("/contact.html");
            assertThat(page.locator("body[data-same=page]")).isAttached();
            second.countDown();

            assertThat(badge(page)).hasText("À valider");
            assertThat(page.evaluate("sessionStorage.seen")).isEqualTo("written");
            tabTo(page, "Mettre en ligne");
            page.keyboard().press("Enter");
            assertThat(badge(page)).hasText("En ligne");
            assertThat(page.frameLocator("#after iframe")
                            .getByRole(AriaRole.HEADING)
                            .first())
                    .isVisible();
            page.context().close();
        }
    }

    @Test
    void the_preview_is_as_wide_as_a_desktop_or_as_a_telephone() {
        var page = signedIn(owner, Look.DESKTOP);
        page.navigate(SITE);
        var inside = page.frameLocator("#after iframe").locator("body");

        assertThat(inside).containsText("Menuiserie Lefèvre");
        assertThat(width(inside)).isGreaterThan(1200);
        page.getByLabel("Ordinateur").focus();
        page.keyboard().press("ArrowRight");
        assertThat(page.getByLabel("Téléphone")).isChecked();
        assertThat(page.locator(".viewer-card")).isVisible();
        page.waitForFunction("document.querySelector('#after iframe').clientWidth < 420");
        assertThat(width(inside)).isBetween(360.0, 420.0);
        page.context().close();
    }

    @Test
    void the_old_page_stands_beside_the_new_one_and_another_look_is_seen_at_once() {
        for (var look : List.of(Look.DESKTOP, Look.PHONE.in("en"))) {
            var page = signedIn(owner, look);
            page.navigate(SITE);
            assertThat(page.frameLocator(".side-page iframe[src$=before]").locator("body"))
                    .containsText("Menuiserie Lefèvre");
            assertThat(page.locator(".kept .ok").first()).isVisible();
            assertThat(page.locator(".scores tbody tr")).hasCount(7);

            page.evaluate("document.body.dataset.same = 'page'");
            var other = page.locator(".looks input[type=radio]:not(:checked)").first();
            var name = String.valueOf(other.inputValue());
            other.evaluate("radio => radio.click()");
            assertThat(page.frameLocator("#after iframe").locator("html")).hasAttribute("data-look", name);
            assertThat(page.locator("body[data-same=page]")).isAttached();
            page.context().close();
        }
    }

    @Test
    void anything_is_gone_to_by_a_few_letters_and_a_single_key_does_nothing_where_it_is_switched_off() {
        var page = signedIn(owner, Look.DESKTOP);
        page.keyboard().press("Control+k");
        page.keyboard().type("lefevre");
        // The tabs of the best match come with what was typed.
        assertThat(page.locator(".palette-item .small")
                        .filter(text("Menuiserie Lefèvre"))
                        .first())
                .isVisible();
        assertThat(page.locator(".palette-item[aria-selected=true]")).containsText("Menuiserie Lefèvre");
        page.keyboard().press("ArrowDown");
        page.keyboard().press("Enter");
        page.waitForURL("**/sites/journey-*/*");

        page.keyboard().press("g");
        page.keyboard().press("s");
        page.waitForURL("**/sites");
        page.keyboard().press("?");
        assertThat(page.getByText("Raccourcis d’une seule touche")).isVisible();
        page.locator("#single-keys").uncheck();
        page.keyboard().press("Escape");
        assertThat(page.locator("#palette")).not().isVisible();
        page.keyboard().press("n");
        page.keyboard().press("?");
        assertThat(page.locator("#palette")).not().isVisible();
        assertThat(page).hasURL(java.util.regex.Pattern.compile(".*/sites$"));
        page.context().close();
    }

    @Test
    void what_the_jobs_came_to_is_drawn_and_stands_in_a_table_below() {
        var page = signedIn(owner, Look.DESKTOP);
        page.navigate("/activity");

        assertThat(page.locator("canvas")).hasCount(2);
        page.waitForFunction(
                "[...document.querySelectorAll('canvas')].every(c => Chart.getChart(c)?.data.labels.length === 30)");
        page.getByText("Voir les chiffres").first().click();
        assertThat(page.locator(".chart-table tbody tr").first().locator("td").first())
                .not()
                .hasText("0");
        page.getByRole(AriaRole.LINK, named("7 jours")).click();
        assertThat(page.locator(".chart-table").first().locator("tbody tr")).hasCount(7);
        page.context().close();
    }

    @Test
    void nothing_moves_under_the_readers_hand_while_a_job_streams_in() {
        var page = signedIn(people.stranger(), Look.DESKTOP);
        // From the first moment of each page on: the work may be over, and the page another one, at any time.
        page.addInitScript("""
                if (top === self) new PerformanceObserver((list) => list.getEntries().forEach((shift) => {
                  if (!shift.hadRecentInput) sessionStorage.moved = Number(sessionStorage.moved ?? 0) + shift.value;
                })).observe({ type: 'layout-shift', buffered: true });""");
        page.fill("#sourceUrl", old.address());
        page.keyboard().press("Enter");
        assertThat(badge(page)).hasText("À valider");

        assertThat(((Number) page.evaluate("Number(sessionStorage.moved ?? 0)")).doubleValue())
                .isLessThan(0.1);
        page.context().close();
    }

    @Test
    void every_fact_stands_beside_the_place_it_was_read_from() {
        var page = signedIn(owner, Look.DESKTOP);
        page.navigate(SITE + "/source");
        var phone = page.locator(".fact").filter(text(Menuiserie.PHONE)).first();

        assertThat(phone.locator("mark").first()).hasText(Menuiserie.PHONE);
        assertThat(phone.locator(".place").first()).containsText("/contact.html");
        page.locator("summary").filter(text("Nos services")).click();
        assertThat(page.locator("details[open] p").filter(text("Escaliers droits et tournants")))
                .isVisible();
        phone.getByRole(AriaRole.BUTTON).click();
        assertThat(page.getByRole(AriaRole.STATUS)).containsText("Ce fait est écarté");
        page.locator(".fact.rejected").getByRole(AriaRole.BUTTON).click();
        assertThat(page.locator(".fact.rejected")).hasCount(0);
        page.context().close();
    }

    @Test
    void a_finding_is_shown_at_its_sentence_and_what_is_online_stays_as_it_was() {
        var site = chantier.create(Map.of("sourceUrl", old.address(), "slug", "journey-invented", "goal", "LIVE"));
        chantier.finished(site.get("job").asString());
        byHand.change(
                sites.find(owner.team(), new Slug("journey-invented")).orElseThrow(),
                "escaliers, portes et fenêtres",
                "escaliers (appelez le 01 45 67 89 10)");
        var page = signedIn(owner, Look.PHONE);
        page.navigate("/sites/journey-invented");
        more(page, "Remettre en ligne");

        assertThat(page.getByRole(AriaRole.ALERT)).containsText("01 45 67 89 10");
        page.locator(".tabs")
                .getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName("Contrôles"))
                .click();
        assertThat(page.locator(".finding.bad blockquote").first()).containsText("01 45 67 89 10");
        page.navigate("/");
        assertThat(page.getByText("Menuiserie Lefèvre est resté tel quel")).isVisible();
        assertThat(chantier.visit("journey-invented", "/"))
                .startsWith("HTTP/1.1 200")
                .doesNotContain("01 45 67 89 10");
        page.context().close();
    }

    @Test
    void a_change_is_seen_line_by_line_and_the_release_before_it_comes_back_with_one_button() {
        var made = chantier.create(Map.of("sourceUrl", old.address(), "slug", "journey-changed", "goal", "LIVE"));
        chantier.finished(made.get("job").asString());
        byHand.change(
                sites.find(owner.team(), new Slug("journey-changed")).orElseThrow(),
                "en bois massif",
                "en bois massif et en bois du pays");
        chantier.order("journey-changed", "deploy");
        var page = signedIn(owner, Look.DESKTOP);

        page.navigate("/sites/journey-changed/revisions");
        page.getByRole(AriaRole.LINK, named("Version 2")).click();
        assertThat(page.locator(".diff .plus").first()).containsText("et en bois du pays");
        page.getByRole(AriaRole.LINK, named("Publications")).click();
        assertThat(page.locator(".timeline li")).hasCount(2);
        button(page, "Revenir à celle-ci").click();
        assertThat(page.getByRole(AriaRole.STATUS)).containsText("de nouveau en ligne");
        assertThat(chantier.visit("journey-changed", "/"))
                .startsWith("HTTP/1.1 200")
                .doesNotContain("et en bois du pays");
        page.context().close();
    }

    @Test
    void a_failure_says_what_to_do_and_goes_on_from_the_step_that_failed() {
        var page = signedIn(people.stranger(), Look.DESKTOP);
        try (var down = new OldSite()) {
            down.on("/", exchange -> OldSite.send(exchange, 500, "text/html", new byte[0]));
            page.fill("#sourceUrl", down.address());
            page.keyboard().press("Enter");

            assertThat(page.getByRole(AriaRole.ALERT)).containsText("répond avec le code 500");
            assertThat(page.locator(".stations .failed")).containsText("Lire l’ancien site");
            for (var path : List.of("/", "/services.html", "/contact.html")) {
                down.on(
                        path,
                        exchange -> OldSite.send(exchange, 200, "text/html", """
                        <html lang="fr"><title>Garage du Port</title><h1>Garage du Port</h1><p>Nous réparons toutes les
                        marques, en carrosserie comme en mécanique, au port de Brest.</p><p>Tél. 02 98 00 00 00</p>
                        """.getBytes(StandardCharsets.UTF_8)));
            }
            button(page, "Reprendre à cette étape").click();
            assertThat(badge(page)).hasText("À valider");
            var jobs = page.url() + "/jobs";
            page.waitForResponse("**/generate", () -> button(page, "Refaire").click());
            Awaitility.await().pollInSameThread().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
                page.navigate(jobs);
                assertThat(page.locator(".list .state.ok").count()).isEqualTo(2);
            });
        }
        page.context().close();
    }

    @Test
    void work_that_is_cancelled_stops_and_the_site_can_be_begun_again() {
        var gate = new CountDownLatch(1);
        var page = signedIn(people.stranger(), Look.PHONE);
        try (var slow = Menuiserie.serve()) {
            slow.on("/contact.html", exchange -> {
                await(gate);
                OldSite.send(exchange, 404, "text/html", new byte[0]);
            });
            page.fill("#sourceUrl", slow.address());
            page.keyboard().press("Enter");
            assertThat(page.locator(".stations .running")).isVisible();

            button(page, "Annuler").click();
            gate.countDown();
            assertThat(page.locator("#work .state")).hasText("Annulé");
            assertThat(badge(page)).hasText("Brouillon");
        } finally {
            gate.countDown();
        }
        page.context().close();
    }

    @Test
    void a_site_is_archived_brought_back_and_deleted_only_by_typing_its_name() {
        var made = chantier.create(Map.of("sourceUrl", old.address(), "slug", "journey-gone", "name", "Chez Gone"));
        var page = signedIn(owner, Look.DESKTOP);
        page.navigate("/sites/" + made.get("slug").asString());

        more(page, "Archiver");
        assertThat(badge(page)).hasText("Archivé");
        button(page, "Rétablir").click();
        assertThat(badge(page)).hasText("Brouillon");
        more(page, "Archiver");
        assertThat(badge(page)).hasText("Archivé");
        more(page, "Supprimer…");
        page.fill("#name", "Chez Gene");
        page.keyboard().press("Enter");
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("Ce n’est pas le nom du site");
        page.fill("#name", "Chez Gone");
        page.keyboard().press("Enter");
        assertThat(page.getByRole(AriaRole.STATUS)).containsText("Le site est supprimé");
        assertThat(page.getByText("Chez Gone")).hasCount(0);
        page.context().close();
    }

    @Test
    void the_list_is_searched_while_typing_and_filtered_by_state() {
        var collector = people.stranger();
        var theirs = installation(collector);
        theirs.create(Map.of("sourceUrl", old.address(), "slug", "journey-fleurs", "name", "Aux Fleurs d’Élise"));
        theirs.create(Map.of("sourceUrl", old.address(), "slug", "journey-garage", "name", "Garage du Port"));
        theirs.create(Map.of("sourceUrl", old.address(), "slug", "journey-port", "name", "Hôtel du Port"));
        theirs.api().post("/api/sites/journey-port/archive", Map.of());
        var page = signedIn(collector, Look.DESKTOP);
        page.navigate("/sites");
        var rows = page.locator("#found tbody tr");

        assertThat(rows).hasCount(2);
        page.evaluate("document.body.dataset.same = 'page'");
        page.locator("#q").pressSequentially("garage");
        assertThat(rows).hasCount(1);
        assertThat(rows).containsText("Garage du Port");
        assertThat(page.locator("body[data-same=page]")).isAttached();
        page.locator("#q").fill("nothing like it");
        assertThat(page.getByText("Rien ne correspond")).isVisible();
        page.navigate("/sites");
        page.getByRole(AriaRole.LINK, named("Archivé")).click();
        assertThat(rows).containsText(new String[] {"Hôtel du Port"});
        page.context().close();
    }

    @Test
    void the_operator_keeps_settings_members_and_letters() {
        outbox.write(new Outbox.Letter(people.firstTeam(), "julie@agence.fr", "Votre site est en ligne", "Bonjour"));
        var page = signedIn(people.operator(), Look.DESKTOP);

        page.navigate("/settings");
        page.getByLabel("Nom de l’hébergeur").fill("Agence du Port SARL");
        page.getByLabel("Adresse publique du tableau de bord").fill("not an address");
        button(page, "Enregistrer").click();
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("Il faut une adresse");
        page.getByLabel("Adresse publique du tableau de bord").fill("");
        button(page, "Enregistrer").click();
        assertThat(page.getByRole(AriaRole.STATUS)).containsText("C’est enregistré");
        assertThat(page.getByLabel("Nom de l’hébergeur")).hasValue("Agence du Port SARL");

        page.getByRole(AriaRole.LINK, named("Membres")).click();
        page.locator("summary").filter(text("Ajouter avec un mot de passe")).click();
        page.getByLabel("Identifiant").fill("julie");
        page.getByLabel("Nom", new Page.GetByLabelOptions().setExact(true)).fill("Julie Le Goff");
        page.getByLabel("Mot de passe provisoire").fill("four words without meaning");
        button(page, "Ajouter").click();
        var julie = page.locator("tr").filter(text("Julie Le Goff"));
        julie.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Désactiver"))
                .click();
        assertThat(page.locator("tr").filter(text("Julie Le Goff"))).containsText("Désactivé");

        page.getByRole(AriaRole.LINK, named("Courrier sortant")).click();
        page.getByRole(AriaRole.LINK, named("Votre site est en ligne")).click();
        assertThat(page.locator(".letter")).hasText("Bonjour -- Chantier");
        page.context().close();
    }

    @Test
    void language_and_theme_are_changed_with_one_button_and_stay() {
        var page = signedIn(people.stranger(), Look.DESKTOP);

        button(page, "English").click();
        assertThat(heading(page, "Give the address of the old site. We build the new one."))
                .isVisible();
        page.waitForResponse(
                "**/preferences", () -> button(page, "Switch to dark mode").click());
        assertThat(page.locator("html")).hasAttribute("data-bs-theme", "dark");
        page.navigate("/sites");
        assertThat(page.locator("html")).hasAttribute("data-bs-theme", "dark");
        assertThat(page.locator("html")).hasAttribute("lang", "en");
        page.context().close();
    }

    @Test
    void every_page_is_accessible_in_light_and_dark_and_fits_a_narrow_telephone() {
        var page = signedIn(people.operator(), Look.DESKTOP);
        var faults = new ArrayList<String>();
        for (var path : OPERATOR_PAGES) {
            faults.addAll(faults(page, path));
        }
        page.context().close();
        var theirs = signedIn(owner, Look.DESKTOP);
        for (var tab : TABS) faults.addAll(faults(theirs, SITE + tab));
        for (var path : List.of("/", "/sites", "/activity", SITE + "/removal", "/nothing-here"))
            faults.addAll(faults(theirs, path));
        theirs.context().close();
        var nobody = open(Look.DESKTOP);
        faults.addAll(faults(nobody, "/sign-in"));
        faults.addAll(faults(nobody, "/invitation?token=forged"));
        nobody.context().close();

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

    /** Goes on by the keyboard until this button has the focus; whatever has it on the way shows so. */
    private static void tabTo(Page page, String words) {
        for (int presses = 0; presses < 60; presses++) {
            page.keyboard().press("Tab");
            var seen = (Boolean) page.evaluate("""
                    () => { const at = getComputedStyle(document.activeElement);
                      return at.outlineStyle !== 'none' && parseFloat(at.outlineWidth) > 0 || at.boxShadow !== 'none' }""");
            assertThat(seen)
                    .as("the focus on " + page.evaluate("document.activeElement.outerHTML"))
                    .isTrue();
            if (page.evaluate("document.activeElement.textContent.trim()").equals(words)) return;
        }
        throw new AssertionError("No way to " + words + " by the keyboard");
    }

    private Installation installation(Person person) {
        return new Installation(people.program(person), edge.address());
    }

    private Page open(Look look) {
        return browser.open("http://localhost:" + environment.getProperty("local.server.port"), look);
    }

    private Page signedIn(Person person, Look look) {
        return new Arrival(browser, environment).signedIn(person, look);
    }

    private static void more(Page page, String words) {
        page.getByLabel("Autres actions").click();
        page.locator(".menu-item").filter(text(words)).click();
    }

    private static Locator badge(Page page) {
        return page.locator(".site-title .state");
    }

    private static Locator button(Page page, String words) {
        return page.getByRole(AriaRole.BUTTON, named(words)).locator("visible=true");
    }

    private static Locator heading(Page page, String words) {
        return page.getByRole(AriaRole.HEADING, named(words));
    }

    private static GetByRoleOptions named(String words) {
        return new GetByRoleOptions().setName(words);
    }

    private static Locator.FilterOptions text(String words) {
        return new Locator.FilterOptions().setHasText(words);
    }

    private static double width(Locator inside) {
        return ((Number) inside.evaluate("body => body.ownerDocument.defaultView.innerWidth")).doubleValue();
    }

    private static String state(JsonNode job) {
        return job.get("state").asString();
    }

    private static void await(CountDownLatch gate) {
        try {
            gate.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
