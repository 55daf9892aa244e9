package io.chantier.domains;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import io.chantier.Browser;
import io.chantier.Browser.Look;
import io.chantier.ChantierTest;
import io.chantier.Client;
import io.chantier.dashboard.Axe;
import io.chantier.identity.Role;
import io.chantier.identity.TeamFixture;
import io.chantier.identity.TeamFixture.Person;
import io.chantier.sites.Drafts;
import io.chantier.sites.NewSite;
import io.chantier.sites.Site;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A domain from the paste to the proof, in Chromium and by the API; {@code bin/screens} keeps pictures. */
@ChantierTest
class DomainsJourneyTest {

    private static final String FOLDER = System.getProperty("screens.folder", "");

    @Autowired
    Environment environment;

    @Autowired
    TeamFixture people;

    @Autowired
    Drafts drafts;

    @Autowired
    SiteDomains domains;

    @Autowired
    LookRows looks;

    @Autowired
    DomainRows rows;

    @Autowired
    DomainNews news;

    @Autowired
    PlatformTransactionManager transactions;

    private final ZoneOfTests zone = new ZoneOfTests();

    static List<Look> visitors() {
        var desktop = new Look(1280, 800, "fr", false);
        return List.of(desktop, Look.PHONE.in("en").atNight());
    }

    @ParameterizedTest
    @MethodSource("visitors")
    void a_pasted_address_becomes_a_name_that_is_proved_while_somebody_watches(Look look) throws Exception {
        var owner = people.stranger();
        var site = site(owner);
        var name = "élise-" + UUID.randomUUID().toString().substring(0, 6) + ".fr";
        try (var browser = Browser.start()) {
            var page = browser.open("http://localhost:" + environment.getProperty("local.server.port"), look);
            page.navigate("/sign-in");
            page.fill("#username", owner.login());
            page.fill("#password", TeamFixture.PASSWORD);
            page.click("main form button.btn-primary, form button.btn-primary");
            page.navigate("/sites/" + site.slug() + "/domains");
            assertThat(page.locator(".empty-state")).isVisible();
            inOrder(page, look, "domains-none");

            page.fill("#name", "https://" + name + "/accueil");
            page.click("#add button.btn-primary");
            assertThat(page.locator("#wrong-name")).containsText(name);
            page.locator("button[name=instead]").click();

            var cards = page.locator("section[id^='domain-']");
            assertThat(cards).hasCount(2);
            assertThat(cards.first().locator("h2")).hasText(name);
            assertThat(cards.first()).containsText("xn--");
            assertThat(cards.last().locator("h2")).hasText("www." + name);
            var asked = domains.of(owner.team(), site.id()).getFirst();
            assertThat(cards.first()).containsText(asked.recordValue());
            assertThat(cards.last().locator("dl")).hasCount(1);
            page.context().grantPermissions(List.of("clipboard-read", "clipboard-write"));
            cards.first().locator("[data-copies='" + asked.recordValue() + "']").click();
            assertThat(page.evaluate("navigator.clipboard.readText()")).isEqualTo(asked.recordValue());
            inOrder(page, look, "domains-waiting");

            zone.prove(asked);
            for (var one : domains.of(owner.team(), site.id()))
                assertThat(checks().look(one)).isEqualTo(Finding.PROVED);
            assertThat(cards.first().locator(".state").last())
                    .hasText(look.language().equals("fr") ? "Propriété prouvée" : "Ownership proved");
            inOrder(page, look, "domains-proved");

            cards.first().locator("a[href$='/removal']").click();
            assertThat(page.locator("main")).containsText("30");
            inOrder(page, look, "domains-removal");
            page.click("button.btn-danger");
            assertThat(cards).hasCount(1);
            assertThat(cards.first().locator("h2")).hasText("www." + name);
            assertThat(browser.complaints()).isEmpty();
        }
    }

    @Test
    void programs_add_list_choose_and_remove_names_and_other_teams_see_none_of_them() {
        var owner = people.stranger();
        var stranger = people.program(people.stranger());
        var site = site(owner);
        var at = "/api/sites/" + site.slug() + "/domains";
        var program = people.program(owner);
        var name = "p" + UUID.randomUUID().toString().substring(0, 13) + ".org";
        var refused = program.with("Accept-Language", "en").post(at, Map.of("name", "example.org:8080"));
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("domain-port", "example.org");
        assertThat(program.post(at, Map.of()).statusCode()).isEqualTo(422);

        var added = program.post(at, Map.of("name", name));
        assertThat(added.statusCode()).isEqualTo(201);
        var first = added.headers().firstValue("Location").orElseThrow();
        var view = Client.json(program.get(first));
        assertThat(view.get("state").asString()).isEqualTo("WAITING");
        assertThat(view.get("primary").asBoolean()).isTrue();
        assertThat(view.get("proof").get("name").asString()).isEqualTo("_chantier." + name);
        assertThat(view.get("proof").get("value").asString()).startsWith("chantier-verify=");
        assertThat(Client.json(program.get(at))
                        .valueStream()
                        .map(one -> one.get("name").asString()))
                .containsExactly(name, "www." + name);
        assertThat(Client.json(program.get(at))
                        .get(1)
                        .get("points")
                        .get(0)
                        .get("type")
                        .asString())
                .isEqualTo("CNAME");

        var second = at + "/" + Client.json(program.get(at)).get(1).get("id").asString();
        assertThat(Client.json(program.put(second + "/primary", Map.of()))
                        .get("primary")
                        .asBoolean())
                .isTrue();
        assertThat(Client.json(program.get(first)).get("primary").asBoolean()).isFalse();
        // The resolver of tests answers nothing, which is no reason to believe anything.
        assertThat(Client.json(program.post(second + "/check", Map.of()))
                        .get("finding")
                        .asString())
                .isEqualTo("UNKNOWN");
        assertThat(Client.json(program.put(at + "/platform", Map.of("leads", false)))
                        .get("leads")
                        .asBoolean())
                .isFalse();

        for (var path : List.of(at, first, at + "/platform")) {
            assertThat(stranger.get(path).statusCode()).isEqualTo(404);
        }
        assertThat(stranger.delete(first).statusCode()).isEqualTo(404);
        var viewer = people.program(people.member(owner.team(), Role.VIEWER));
        assertThat(viewer.get(at).statusCode()).isEqualTo(200);
        assertThat(viewer.delete(first).statusCode()).isEqualTo(403);
        var otherSite = "/api/sites/" + site(owner).slug() + "/domains/" + first.substring(first.lastIndexOf('/') + 1);
        assertThat(program.delete(otherSite).statusCode()).isEqualTo(404);
        assertThat(program.delete(first).statusCode()).isEqualTo(204);
        assertThat(program.get(first).statusCode()).isEqualTo(404);
    }

    @Test
    void a_name_that_the_record_above_it_did_not_prove_shows_a_record_of_its_own() {
        var owner = people.stranger();
        var program = people.program(owner);
        var site = site(owner);
        var at = "/api/sites/" + site.slug() + "/domains";
        var name = "p" + UUID.randomUUID().toString().substring(0, 13) + ".org";
        assertThat(program.post(at, Map.of("name", name)).statusCode()).isEqualTo(201);
        var www = at + "/" + Client.json(program.get(at)).get(1).get("id").asString();
        assertThat(Client.json(program.get(www)).get("provedWith").asString()).isEqualTo(name);
        var both = domains.of(owner.team(), site.id());
        zone.prove(both.getFirst());
        assertThat(checks().look(both.getFirst())).isEqualTo(Finding.PROVED);
        assertThat(Client.json(program.get(www)).get("provedWith").asString()).isEqualTo(name);
        zone.forget(both.getFirst().recordName());
        assertThat(checks().look(both.getLast())).isEqualTo(Finding.MISSING);
        assertThat(Client.json(program.get(www)).path("provedWith").isString()).isFalse();
    }

    private ProofChecks checks() {
        return new ProofChecks(
                new ProofSearch(zone), looks, rows, news, new TransactionTemplate(transactions), Clock.systemUTC());
    }

    private void inOrder(Page page, Look look, String picture) throws Exception {
        var width = ((Number) page.evaluate("document.documentElement.scrollWidth")).intValue();
        assertThat(width).as("width of " + page.url()).isLessThanOrEqualTo(look.width());
        assertThat(new Axe().violations(page)).as(page.url()).isEmpty();
        if (FOLDER.isEmpty()) return;
        var device = look.width() < 500 ? "phone" : "desktop";
        var file = String.format(Locale.ROOT, "%s-%s-%s.png", picture, device, look.language());
        page.screenshot(new Page.ScreenshotOptions().setFullPage(true).setPath(Path.of(FOLDER, "stories", file)));
    }

    private Site site(Person owner) {
        var wanted = new NewSite("Journey " + UUID.randomUUID(), null, "http://old.example/", null, null);
        return switch (drafts.draft(owner.team(), wanted)) {
            case Drafts.Outcome.Drafted(var site) -> site;
            case Drafts.Outcome.Invalid(var fields) -> throw new AssertionError(fields);
        };
    }
}
