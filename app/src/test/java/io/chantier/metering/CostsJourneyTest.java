package io.chantier.metering;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import io.chantier.Browser;
import io.chantier.Browser.Look;
import io.chantier.ChantierTest;
import io.chantier.Client;
import io.chantier.dashboard.Axe;
import io.chantier.generation.AuthorSettings;
import io.chantier.identity.TeamFixture;
import io.chantier.sites.Drafts;
import io.chantier.sites.NewSite;
import io.chantier.sites.Site;
import io.chantier.sites.Sites;
import io.chantier.values.Slug;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;

/** Costs and budgets in Chromium, in both languages, on a desktop and a telephone; {@code bin/screens} keeps pictures. */
@ChantierTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CostsJourneyTest {

    private static final String FOLDER = System.getProperty("screens.folder", "");

    @Autowired
    Environment environment;

    @Autowired
    TeamFixture people;

    @Autowired
    Ledger ledger;

    @Autowired
    LimitRows limits;

    @Autowired
    Periods periods;

    @Autowired
    AuthorSettings authors;

    @Autowired
    Drafts drafts;

    @Autowired
    Sites sites;

    private final Axe axe = new Axe();
    private Browser browser;
    private TeamFixture.Person operator;
    private AuthorSettings.Chosen before;

    CostsJourneyTest() throws Exception {}

    static List<Look> looks() {
        var desktop = new Look(1280, 800, "fr", false);
        return List.of(desktop, desktop.in("en").atNight(), Look.PHONE.in("en"), Look.PHONE);
    }

    @BeforeAll
    void someSitesHaveBeenWritten() {
        browser = Browser.start();
        operator = people.operator();
        before = authors.chosen();
        authors.store(new AuthorSettings.Chosen("claude", before.models(), before.rounds()));
        limits.override(
                operator.team(),
                Map.of(Limit.TEAM_MONTH, OptionalLong.of(2_000_000), Limit.TEAM_DAY, OptionalLong.empty()));
        var names = List.of("Boulangerie du Vieux-Port", "Garage du Port", "Aux Fleurs d’Élise");
        var month = periods.start(periods.month());
        var now = periods.now();
        for (int at = 0; at < names.size(); at++) {
            var site = site(names.get(at), "journey-costs-" + at);
            for (int job = 0; job <= at + 1; job++) {
                // Whatever the day is: as many moments of this month as there are jobs.
                var days = ChronoUnit.SECONDS.between(month, now) / (at + 2);
                wrote(site, month.plusSeconds(days * job), 1 + at + job);
            }
        }
    }

    @AfterEach
    void nothingWasComplainedOf() {
        assertThat(browser.complaints()).isEmpty();
    }

    @AfterAll
    void close() {
        browser.close();
        authors.store(before);
        limits.store(Limits.DEFAULT);
        limits.override(operator.team(), Map.of());
    }

    @ParameterizedTest
    @MethodSource("looks")
    void costs_are_followed_from_the_month_to_the_site_and_limited(Look look) {
        var page = signedIn(look);
        page.navigate("/costs");
        assertThat(page.locator("[data-chart]")).isVisible();
        page.waitForCondition(
                () -> page.evaluate("Boolean(window.Chart && Chart.getChart(document.querySelector('[data-chart]')))")
                        .equals(true));
        var days = ((Number) page.evaluate("Chart.getChart(document.querySelector('[data-chart]')).data.labels.length"))
                .intValue();
        assertThat(days).isEqualTo(periods.month().lengthOfMonth());
        assertThat(page.locator("main")).containsText(look.language().equals("fr") ? "Écrire le contenu" : "Write");
        assertThat(page.locator(".limit-near")).hasCount(1);
        inOrder(page, look, "costs");

        page.locator(".list a", new Page.LocatorOptions().setHasText("Fleurs")).click();
        assertThat(page.locator("section[aria-labelledby=cost]")).containsText("€");
        assertThat(page.locator("section[aria-labelledby=cost]"))
                .containsText(look.language().equals("fr") ? "À prévoir" : "To expect");
        page.locator("section[aria-labelledby=cost]").scrollIntoViewIfNeeded();
        inOrder(page, look, "site-cost");

        page.navigate("/settings/budgets");
        page.locator(".fold").evaluateAll("folds => folds.forEach(fold => fold.open = true)");
        inOrder(page, look, "");
        page.fill("#all-limits-job", "plenty");
        page.locator("form[action='/settings/budgets'] button.btn-primary").click();
        assertThat(page.locator("[id='wrong-limits.job']")).isVisible();
        page.fill("#all-limits-job", "0,25");
        page.locator("form[action='/settings/budgets'] button.btn-primary").click();
        assertThat(page.locator("#all-limits-job")).hasValue(look.language().equals("fr") ? "0,25" : "0.25");
        assertThat(limits.installation().of(Limit.JOB)).hasValue(250_000);
        page.context().close();
    }

    private void inOrder(Page page, Look look, String picture) {
        var width = ((Number) page.evaluate("document.documentElement.scrollWidth")).intValue();
        assertThat(width).as("width of " + page.url()).isLessThanOrEqualTo(look.width());
        assertThat(axe.violations(page)).as(page.url()).isEmpty();
        if (FOLDER.isEmpty() || picture.isEmpty()) return;
        page.waitForTimeout(800);
        var device = look.width() < 500 ? "phone" : "desktop";
        page.screenshot(new Page.ScreenshotOptions()
                .setFullPage(true)
                .setPath(Path.of(FOLDER, "stories", picture + "-" + device + "-" + look.language() + ".png")));
    }

    private void wrote(Site site, Instant at, int size) {
        var job = UUID.randomUUID();
        spent(site, job, "read-source", "claude-haiku-5-5", 1_100L * size, at);
        spent(site, job, "write-content", "claude-sonnet-5-5", 41_000L * size, at.plusSeconds(1));
        spent(site, job, "adapt-design", "claude-sonnet-5-5", 17_500L * size, at.plusSeconds(2));
    }

    private void spent(Site site, UUID job, String step, String model, long microUsd, Instant at) {
        var call = new Call(operator.team(), site.id().value(), job, step, "1");
        var tokens = new Tokens(0, microUsd / 10, microUsd / 8, microUsd / 12);
        ledger.record(new UsageRecord(call, model, tokens, microUsd, false, at));
    }

    private Site site(String name, String slug) {
        drafts.draft(operator.team(), new NewSite(name, slug, "http://127.0.0.1:1/", null, null));
        return sites.find(operator.team(), new Slug(slug)).orElseThrow();
    }

    private Page signedIn(Look look) {
        var page = browser.open("http://localhost:" + environment.getProperty("local.server.port"), look);
        page.navigate("/sign-in");
        page.fill("#username", "admin");
        page.fill("#password", Client.ADMIN_PASSWORD);
        page.keyboard().press("Enter");
        page.waitForURL("**/");
        return page;
    }
}
