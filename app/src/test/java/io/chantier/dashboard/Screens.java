package io.chantier.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.LoadState;
import io.chantier.Browser;
import io.chantier.Browser.Look;
import io.chantier.ChantierTest;
import io.chantier.Client;
import io.chantier.deployment.edge.EdgeServer;
import io.chantier.identity.Outbox;
import io.chantier.identity.TeamFixture;
import io.chantier.lifecycle.ByHand;
import io.chantier.lifecycle.Installation;
import io.chantier.reading.OldSite;
import io.chantier.sites.Sites;
import io.chantier.values.Slug;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.test.context.TestPropertySource;

/**
 * Takes the pictures of the README from the running application: {@code bin/screens}. With {@code -Dscreens.all} it
 * takes every page in each language, theme and width instead, for people to look at.
 */
@ChantierTest
@TestPropertySource(properties = "chantier.crawler.allow=127.0.0.0/8")
class Screens {

    private static final Path FOLDER = Path.of(System.getProperty("screens.folder", "target/screens"));
    private static final Path DEMO = Path.of("src/main/resources/demo");
    private static final String SITE = "/sites/menuiserie-kerdoncuff";
    private static final List<String> PAGES = List.of(
            "/",
            "/sites",
            "/sites?q=zzz",
            "/sites/new",
            "/sites/new/brief",
            "/members",
            "/account",
            "/settings",
            "/settings/appearance",
            "/settings/author",
            "/manual",
            "/manual/people",
            "/manual/errors",
            "/manual?q=invitation",
            "/outbox",
            "/nothing-here",
            SITE,
            SITE + "/jobs",
            SITE + "/source",
            SITE + "/checks",
            SITE + "/revisions",
            SITE + "/releases",
            SITE + "/domains",
            SITE + "/history",
            SITE + "/details",
            SITE + "/pictures",
            SITE + "/edit",
            SITE + "/edit?on=business",
            SITE + "/edit?on=look",
            "/sites/boulangerie-du-vieux-port",
            "/sites/boulangerie-du-vieux-port/checks",
            "/sites/boulangerie-du-vieux-port/revisions",
            "/sites/garage-du-port",
            "/sites/plomberie-martin",
            "/sites/plomberie-martin/source",
            "/sites/plomberie-martin/checks",
            "/sites/plomberie-martin/revisions",
            "/sites/plomberie-martin/releases",
            "/sites/plomberie-martin/domains",
            "/sites/plomberie-martin/history",
            "/sites/aux-fleurs-d-elise",
            "/sites/aux-fleurs-d-elise/removal");

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

    @Test
    void take() {
        try (var browser = Browser.start();
                var old = new OldSite().folder(DEMO);
                var down = new OldSite()) {
            down.on("/", exchange -> OldSite.send(exchange, 500, "text/html", new byte[0]));
            if (System.getProperty("screens.all") == null) ofTheReadme(browser, old, down);
            else ofAll(browser, old, down);
        }
    }

    private void ofTheReadme(Browser browser, OldSite old, OldSite down) {
        furnish(old, down);
        var desktop = new Look(1280, 800, "fr", false);
        var page = signedIn(browser, desktop);
        shot(page, "overview", false);
        page.navigate("/sites");
        shot(page, "list", false);
        page.navigate(SITE);
        framesAreDrawn(page);
        shot(page, "site-desktop-fr", true);
        card(page);
        page.keyboard().press("Control+k");
        page.keyboard().type("ker");
        assertThat(page.locator(".palette-item").first()).containsText("Kerdoncuff");
        shot(page, "palette-desktop-fr", false);
        page.navigate("/activity");
        shot(page, "activity-desktop-fr", true);
        page.navigate("/settings/author");
        shot(page, "author-desktop-fr", true);
        page.navigate(SITE + "/edit");
        page.waitForTimeout(1500);
        shot(page, "editing-desktop-fr", false);
        page.context().close();
        var phone = signedIn(browser, Look.PHONE.in("en").atNight());
        phone.navigate(SITE);
        framesAreDrawn(phone);
        shot(phone, "site-phone-en", true);
        phone.navigate("/activity");
        shot(phone, "activity-phone-en", true);
        phone.context().close();
        var address = "http://menuiserie-kerdoncuff.localhost:" + edge.port() + "/";
        visit(browser, desktop, address, "new-site-desktop");
        visit(browser, Look.PHONE, address, "new-site-phone");
    }

    /** A frame is loaded when it comes into sight. */
    private static void framesAreDrawn(Page page) {
        page.locator(".side-page iframe").last().scrollIntoViewIfNeeded();
        assertThat(page.frameLocator("#after iframe").locator("body")).isVisible();
        page.waitForTimeout(1500);
        page.evaluate("scrollTo(0, 0)");
    }

    private static void card(Page page) {
        try {
            var card = page.context().request().get(page.url() + "/card");
            Files.write(FOLDER.resolve("card.png"), card.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void visit(Browser browser, Look look, String address, String name) {
        var page = browser.open(address, look);
        page.navigate(address);
        shot(page, name, false);
        page.context().close();
    }

    private void ofAll(Browser browser, OldSite old, OldSite down) {
        var looks = new LinkedHashMap<String, Look>();
        looks.put("desktop-fr", Look.DESKTOP);
        looks.put("desktop-en-dark", Look.DESKTOP.in("en").atNight());
        looks.put("phone-fr", Look.PHONE);
        looks.put("phone-en-dark", Look.PHONE.in("en").atNight());
        looks.forEach((name, look) -> {
            var page = open(browser, look);
            page.navigate("/sign-in");
            shot(page, "sign-in." + name, true);
            page.context().close();
            page = signedIn(browser, look);
            shot(page, "overview-empty." + name, true);
            page.context().close();
        });
        furnish(old, down);
        looks.forEach((name, look) -> {
            var page = signedIn(browser, look);
            for (var path : PAGES) {
                page.navigate(path);
                var file = path.equals("/") ? "overview" : path.substring(1).replaceAll("[^a-z]+", "-");
                shot(page, file + "." + name, true);
            }
            page.navigate("/sites/boulangerie-du-vieux-port/revisions");
            page.locator(".timeline a").first().click();
            shot(page, "revision." + name, true);
            page.navigate("/outbox");
            page.locator(".list a").first().click();
            shot(page, "letter." + name, true);
            page.navigate(SITE + "/jobs");
            page.locator(".list a").first().click();
            page.evaluate("document.querySelectorAll('.fold').forEach(fold => fold.open = true)");
            shot(page, "job." + name, true);
            page.context().close();
        });
        atWork(browser, old);
    }

    /** A job in the middle of its work: one of the pages of the old site is slow. */
    private void atWork(Browser browser, OldSite old) {
        var gate = new CountDownLatch(1);
        old.on("/tarifs.htm", exchange -> {
            uninterrupted(gate);
            OldSite.send(exchange, 404, "text/html", new byte[0]);
        });
        var chantier = new Installation(people.program(people.operator()), edge.address());
        var made = chantier.create(Map.of("name", "Ébénisterie Morvan", "sourceUrl", old.address(), "goal", "LIVE"));
        for (var look : List.of(Look.DESKTOP, Look.PHONE.in("en").atNight())) {
            var page = signedIn(browser, look);
            page.navigate("/sites/" + made.get("slug").asString());
            assertThat(page.locator(".stations .running")).isVisible();
            page.waitForTimeout(1000);
            page.screenshot(new Page.ScreenshotOptions()
                    .setPath(FOLDER.resolve("at-work." + look.width() + ".png"))
                    .setFullPage(true));
            page.context().close();
        }
        gate.countDown();
        chantier.finished(made.get("job").asString());
    }

    /** Sites in many states, as an agency has them. */
    private void furnish(OldSite old, OldSite down) {
        var chantier = new Installation(people.program(people.operator()), edge.address());
        make(chantier, Map.of("name", "Garage du Port", "sourceUrl", down.address(), "goal", "GENERATED"));
        chantier.create(Map.of("name", "Plomberie Martin", "sourceUrl", "http://www.plomberie-martin.fr"));
        var brief = Map.of(
                "business", Map.of("trade", "Fleuriste", "contact", Map.of("phones", List.of("03 20 55 66 77"))));
        make(chantier, Map.of("name", "Aux Fleurs d’Élise", "wishes", brief, "goal", "GENERATED"));
        chantier.api().post("/api/sites/aux-fleurs-d-elise/archive", Map.of());
        make(
                chantier,
                Map.of(
                        "name", "Boulangerie du Vieux-Port de Marseille et de ses environs",
                        "slug", "boulangerie-du-vieux-port",
                        "sourceUrl", old.address(),
                        "goal", "LIVE"));
        var invented = sites.find(people.firstTeam(), new Slug("boulangerie-du-vieux-port"))
                .orElseThrow();
        byHand.change(invented, "bois massif", "bois massif (appelez le 01 45 67 89 10)");
        chantier.order("boulangerie-du-vieux-port", "deploy");
        make(chantier, Map.of("name", "Menuiserie Kerdoncuff", "sourceUrl", old.address(), "goal", "LIVE"));
        for (var name : List.of("menuiserie-kerdoncuff-quimper.fr", "www.menuiserie-kerdoncuff-quimper.fr"))
            chantier.api().post("/api" + SITE + "/domains", Map.of("name", name));
        chantier.api()
                .post(
                        "/api/members",
                        Map.of(
                                "login",
                                "julie",
                                "name",
                                "Julie Le Goff",
                                "role",
                                "EDITOR",
                                "password",
                                "quatre mots sans rapport"));
        outbox.write(new Outbox.Letter(
                people.firstTeam(),
                "julie@agence.fr",
                "Votre site est en ligne",
                "Bonjour,\n\nVotre site est en ligne.\n\nÀ bientôt"));
    }

    private static void uninterrupted(CountDownLatch gate) {
        try {
            gate.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void make(Installation chantier, Map<String, Object> site) {
        chantier.finished(chantier.create(site).get("job").asString());
    }

    private Page open(Browser browser, Look look) {
        return browser.open("http://localhost:" + environment.getProperty("local.server.port"), look);
    }

    private Page signedIn(Browser browser, Look look) {
        var page = open(browser, look);
        page.navigate("/sign-in");
        page.fill("#username", "admin");
        page.fill("#password", Client.ADMIN_PASSWORD);
        page.keyboard().press("Enter");
        assertThat(page.locator("main h1")).isVisible();
        page.waitForURL("**/");
        return page;
    }

    private static void shot(Page page, String name, boolean whole) {
        page.waitForLoadState(LoadState.NETWORKIDLE);
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(FOLDER.resolve(name + ".png"))
                .setFullPage(whole));
    }
}
