package io.chantier.benches.apps;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.SelectOption;
import io.chantier.Browser;
import io.chantier.Browser.Look;
import io.chantier.ChantierTest;
import io.chantier.Client;
import io.chantier.dashboard.Axe;
import io.chantier.identity.TeamFixture;
import io.chantier.identity.TeamFixture.Person;
import io.chantier.sites.Drafts;
import io.chantier.sites.NewSite;
import io.chantier.sites.SiteState;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;

/** The pages of apps and release groups with something on them; {@code -Dscreens.all} keeps pictures to look at. */
@ChantierTest
class AppsInChromiumTest {

    @Autowired
    Environment environment;

    @Autowired
    TeamFixture people;

    @Autowired
    Furniture furniture;

    @Autowired
    Drafts drafts;

    @AfterEach
    void clear() {
        furniture.clear();
    }

    @Test
    void every_page_is_open_to_everybody_and_fits_a_telephone_in_both_languages() throws Exception {
        var group = furnish();
        var team = people.stranger();
        sites(team);
        reserve(group, team, people.stranger());
        var axe = new Axe();
        var faults = new ArrayList<String>();
        try (var browser = Browser.start()) {
            for (var look : List.of(
                    new Look(1280, 900, "fr", false),
                    new Look(360, 740, "fr", false),
                    new Look(360, 740, "en", true),
                    new Look(1280, 900, "en", true))) {
                var operator = enter(browser, people.operator(), Client.ADMIN_PASSWORD, look);
                for (var path : List.of(
                        "/settings/apps",
                        "/settings/apps/erpnext",
                        "/settings/release-groups",
                        "/settings/release-groups/" + group)) {
                    operator.navigate(path);
                    examine(operator, look, axe, faults);
                }
                operator.navigate("/settings/release-groups/" + group);
                operator.fill("#make-image", "--privileged");
                operator.fill("#make-database", "db example");
                operator.locator("form[action$='/benches/new'] button").click();
                assertThat(operator.locator(".field-wrong").count()).isEqualTo(2);
                examine(operator, look, axe, faults);
                operator.navigate("/settings/release-groups");
                operator.fill("#name", "Version 16");
                operator.selectOption("[id='app.erpnext']", "15.1.0");
                operator.locator("main form button").last().click();
                assertThat(operator.locator(".field-wrong").first().isVisible()).isTrue();
                examine(operator, look, axe, faults);
                var member = enter(browser, team, TeamFixture.PASSWORD, look);
                for (var path : List.of("/apps", "/apps/hrms", "/apps/erpnext", "/sites/new/bench")) {
                    member.navigate(path);
                    examine(member, look, axe, faults);
                }
                member.selectOption("#group", new SelectOption().setLabel("Version 15"));
                member.fill("#slug", "menuiserie");
                member.locator("button[name=look]").click();
                assertThat(member.inputValue("#slug")).isEqualTo("menuiserie");
                assertThat(member.locator("#group option[selected]").textContent())
                        .isEqualTo("Version 15");
                assertThat(member.locator("input[name=apps]").count()).isEqualTo(1);
                member.locator("details:has(#user-email) summary").click();
                member.locator("#user-email").waitFor();
                examine(member, look, axe, faults);
                member.navigate("/sites/bulk?action=INSTALL&all=true");
                examine(member, look, axe, faults);
                member.navigate("/apps");
                member.selectOption("select[name=site]", new SelectOption().setIndex(1));
                member.locator("form[role=search] button").click();
                assertThat(member.locator("li .state").count()).isEqualTo(2);
                examine(member, look, axe, faults);
                operator.context().close();
                member.context().close();
            }
            assertThat(browser.complaints()).allMatch(complaint -> complaint.contains("422"));
        }
        assertThat(faults).isEmpty();
    }

    @Test
    void what_is_closed_or_lost_says_so_and_what_can_be_done() throws Exception {
        furniture.frameworkAt("15.2.0");
        var group = furniture.group("Version 15", Map.of("frappe", "15.2.0"));
        var bench = furniture.bench(furniture.server("nantes", 1, 10), "bench-0007", "{\"frappe\":\"15.2.0\"}");
        furniture.take(bench, group);
        var guest = people.stranger();
        var lost = drafts.hosted(guest.team(), "disparu.kerdoncuff.example.org", SiteState.BROKEN);
        furniture.stand(bench, lost);
        var brest = furniture.server("brest", 1, 1);
        var full = furniture.bench(brest, "bench-0001", "{\"frappe\":\"15.2.0\"}");
        furniture.bench(brest, "bench-0008", "{\"frappe\":\"15.2.0\"}");
        furniture.stand(full, drafts.hosted(guest.team(), "stock.kerdoncuff.example.org", SiteState.LIVE));
        reserve(group, people.stranger());
        orders(group);
        var axe = new Axe();
        var faults = new ArrayList<String>();
        try (var browser = Browser.start()) {
            for (var look : List.of(
                    new Look(1280, 900, "fr", false),
                    new Look(360, 740, "fr", false),
                    new Look(360, 740, "en", true),
                    new Look(1280, 900, "en", true))) {
                var operator = enter(browser, people.operator(), Client.ADMIN_PASSWORD, look);
                operator.navigate("/settings/release-groups/" + group);
                assertThat(operator.locator(".note.warn").textContent()).contains("bench-0007", "nantes");
                examine(operator, look, axe, faults);
                operator.navigate("/settings/bench-servers/" + brest);
                operator.locator("summary").getByText("bench-0008").click();
                examine(operator, look, axe, faults);
                var member = enter(browser, guest, TeamFixture.PASSWORD, look);
                member.navigate("/sites/new/bench");
                assertThat(member.locator("main .note").isVisible()).isTrue();
                examine(member, look, axe, faults);
                member.navigate("/sites/" + lost.slug().value() + "/farewell");
                assertThat(member.locator("input[name=withoutBackup]").isVisible())
                        .isTrue();
                examine(member, look, axe, faults);
                operator.context().close();
                member.context().close();
            }
            assertThat(browser.complaints()).isEmpty();
        }
        assertThat(faults).isEmpty();
    }

    private UUID furnish() {
        furniture.frameworkAt("15.2.0", "15.3.0", "16.0.0");
        furniture.app("erpnext", "ERPNext", "Comptabilité, stocks, achats, ventes et production d’une entreprise.");
        furniture.published("erpnext", new ReleaseForm("15.1.0", ">=15,<16", Map.of(), true));
        furniture.published("erpnext", new ReleaseForm("15.1.1", ">=15,<16", Map.of(), false));
        furniture.draft("erpnext", "16.0.0-beta.1", ">=16.0.0-dev,<17");
        furniture.app("hrms", "Frappe HR", "Contrats, congés, notes de frais et paie.");
        furniture.published("hrms", new ReleaseForm("15.0.0", ">=15,<16", Map.of("erpnext", ">=15.1.1"), true));
        var group = furniture.group("Version 15", Map.of("frappe", "15.2.0", "erpnext", "15.1.0"));
        furniture.bench(furniture.server("brest", 1, 10), "bench-0001", "{\"frappe\":\"\",\"erpnext\":\"\"}");
        var bench =
                furniture.bench(furniture.server("nantes", 1, 10), "bench-0007", "{\"frappe\":\"\",\"erpnext\":\"\"}");
        furniture.take(bench, group);
        furniture.renew(group, Map.of("frappe", "15.3.0", "erpnext", "15.1.1"));
        var wish = Map.of("server", furniture.server("rouen", 1, 10), "image", "frappe:15.3", "database", "10.0.0.5");
        var ordered = Client.ofAdmin(environment).post("/api/release-groups/" + group + "/benches", wish);
        assertThat(ordered.statusCode()).as(ordered.body()).isEqualTo(202);
        return group;
    }

    /** Benches of the group that did not come as they were ordered. */
    private void orders(UUID group) {
        var server = furniture.server("rouen", 1, 10);
        for (var state : List.of("FAILED", "DIFFERS", "LOST", "LISTING")) {
            var wish = Map.of(
                    "name",
                    "v15-" + state.toLowerCase(Locale.ROOT),
                    "server",
                    server,
                    "image",
                    "frappe:15.2",
                    "database",
                    "10.0.0.5");
            var ordered = Client.ofAdmin(environment).post("/api/release-groups/" + group + "/benches", wish);
            assertThat(ordered.statusCode()).as(ordered.body()).isEqualTo(202);
            furniture.endOrder(Client.json(ordered).get("job").asString(), state);
        }
    }

    private void reserve(UUID group, Person... teams) {
        var ids = Stream.of(teams).map(team -> team.team().toString()).toList();
        var answer = Client.ofAdmin(environment).put("/api/release-groups/" + group + "/teams", Map.of("teams", ids));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    /** Some can have an app at once; the others stand for each reason why not. */
    private void sites(Person team) {
        var wanted = new NewSite("Menuiserie Kerdoncuff", "apps-in-chromium", "http://old.example/", null, null);
        if (!(drafts.draft(team.team(), wanted) instanceof Drafts.Outcome.Drafted(var site)))
            throw new AssertionError();
        var server = furniture.server("rennes", 1, 10);
        var bench = furniture.bench(server, "bench-0002", "{\"frappe\":\"15.2.0\",\"erpnext\":\"15.1.0\"}");
        furniture.stand(bench, site);
        for (var host : List.of("kerdoncuff.example.org", "une-boulangerie-au-nom-bien-long.example.org")) {
            furniture.stand(bench, drafts.hosted(team.team(), host, SiteState.LIVE));
        }
        var newer = furniture.bench(server, "bench-0016", "{\"frappe\":\"16.0.0\",\"crm\":\"\"}");
        furniture.stand(newer, drafts.hosted(team.team(), "crm.kerdoncuff.example.org", SiteState.LIVE));
        var bare = furniture.bench(server, "bench-0003", "{\"frappe\":\"15.2.0\"}");
        furniture.stand(bare, drafts.hosted(team.team(), "blog.kerdoncuff.example.org", SiteState.LIVE));
        var silent = furniture.bench(server, "bench-0004", "{\"frappe\":\"\"}");
        furniture.stand(silent, drafts.hosted(team.team(), "stock.kerdoncuff.example.org", SiteState.LIVE));
    }

    private Page enter(Browser browser, Person person, String password, Look look) {
        var page = browser.open("http://localhost:" + environment.getProperty("local.server.port"), look);
        page.navigate("/sign-in");
        page.fill("#username", person.login());
        page.fill("#password", password);
        page.keyboard().press("Enter");
        page.waitForURL("**/");
        return page;
    }

    private static void examine(Page page, Look look, Axe axe, List<String> faults) {
        var at = page.url().replaceAll("https?://[^/]+", "").replaceAll("[0-9a-f-]{36}", "one") + " " + look.language()
                + " " + look.width();
        axe.violations(page).forEach(fault -> faults.add(at + " " + fault));
        int width = ((Number) page.evaluate("document.documentElement.scrollWidth")).intValue();
        if (width > look.width()) faults.add(at + " is " + width + " wide");
        if (System.getProperty("screens.all") == null) return;
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(Path.of(
                        System.getProperty("screens.folder", "target/screens"),
                        at.replaceAll("[^a-z0-9]+", "-") + ".png"))
                .setFullPage(true));
    }
}
