package io.chantier.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import io.chantier.Browser;
import io.chantier.Browser.Look;
import io.chantier.ChantierTest;
import io.chantier.identity.TeamFixture;
import io.chantier.identity.TeamFixture.Person;
import io.chantier.web.Words;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;

/** What people do with members, their account, the appearance, the manual and the tour, in a real browser. */
@ChantierTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PeopleJourneyTest {

    private static final Words WORDS = new Words();
    private static final String DRAWING =
            "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 40 20'><path d='M0 0h40v20H0z' fill='#b00020'/></svg>";

    @Autowired
    Environment environment;

    @Autowired
    TeamFixture people;

    private final Axe axe = new Axe();
    private Browser browser;

    PeopleJourneyTest() throws Exception {}

    static List<Look> looks() {
        return List.of(Look.DESKTOP, Look.PHONE.in("en").atNight());
    }

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
    }

    @ParameterizedTest
    @MethodSource("looks")
    void somebody_is_invited_comes_in_gets_another_role_and_is_seen_where_they_are_signed_in(Look look) {
        var owner = people.stranger();
        var page = signedIn(owner, look);
        var email = "journey-" + UUID.randomUUID() + "@example.org";
        page.navigate("/members");
        page.fill("#email", email);
        page.selectOption("#invited-role", "VIEWER");
        button(page, say(look, "page.members.inviteButton")).click();
        var link = page.locator("#once").inputValue();
        assertThat(axe.violations(page)).isEmpty();

        var guest = browser.open(base(), look);
        guest.navigate(link.replaceFirst("^https?://[^/]+", ""));
        assertThat(axe.violations(guest)).isEmpty();
        guest.fill("#name", "Julie Le Goff");
        guest.fill("#password", TeamFixture.PASSWORD);
        button(guest, say(look, "page.invitation.accept")).click();
        guest.waitForURL("**/");
        guest.navigate("/members");
        assertThat(guest.locator("#email")).hasCount(0);

        page.navigate("/members");
        assertThat(page.getByText(say(look, "page.members.invitations"))).hasCount(0);
        var julie = page.locator("tr").filter(new Locator.FilterOptions().setHasText("Julie Le Goff"));
        julie.locator("select").selectOption("ADMIN");
        julie.getByRole(
                        AriaRole.BUTTON,
                        new Locator.GetByRoleOptions()
                                .setName(say(look, "page.members.setRole"))
                                .setExact(true))
                .click();
        assertThat(page.getByRole(AriaRole.STATUS)).containsText(say(look, "page.members.wasGivenRole"));
        guest.navigate("/members");
        assertThat(guest.locator("#email")).isVisible();

        var elsewhere = browser.open(base(), look);
        elsewhere.navigate("/sign-in");
        elsewhere.fill("#username", email);
        elsewhere.fill("#password", TeamFixture.PASSWORD);
        elsewhere.keyboard().press("Enter");
        elsewhere.waitForURL("**/");
        guest.navigate("/account");
        assertThat(guest.locator("#sessions ~ *, section:has(#sessions) li"))
                .not()
                .hasCount(0);
        button(guest, say(look, "page.account.endOthers")).click();
        assertThat(guest.getByRole(AriaRole.STATUS)).containsText(say(look, "page.account.othersEnded"));
        elsewhere.navigate("/sites");
        assertThat(elsewhere.locator("#username")).isVisible();
        page.context().close();
        guest.context().close();
        elsewhere.context().close();
    }

    @ParameterizedTest
    @MethodSource("looks")
    void an_account_is_put_in_order_on_one_page(Look look) {
        var page = signedIn(people.stranger(), look);
        if (look.width() < 500) page.locator(".top-menu summary").click();
        page.locator("a.who-name").locator("visible=true").click();
        page.fill("#name", "Hélène Garnier");
        page.getByText(say(look, "page.account.theme.dark"), new Page.GetByTextOptions().setExact(true))
                .click();
        button(page, say(look, "page.save")).click();
        assertThat(page.locator("html")).hasAttribute("data-bs-theme", "dark");

        page.fill("#current", TeamFixture.PASSWORD);
        page.locator("#password").fill("five quite other words");
        button(page, say(look, "page.account.changePassword")).click();
        assertThat(page.getByRole(AriaRole.STATUS)).containsText(say(look, "page.account.passwordChanged"));

        page.locator("summary")
                .filter(new Locator.FilterOptions().setHasText(say(look, "page.account.token.make")))
                .click();
        page.fill("#token-name", "Nightly");
        button(page, say(look, "page.account.token.make")).click();
        assertThat(page.locator("#once")).hasValue(Pattern.compile("chantier_.{43}"));
        assertThat(axe.violations(page)).isEmpty();
        page.navigate("/account");
        assertThat(page.locator("#once")).hasCount(0);
        page.context().close();
    }

    @ParameterizedTest
    @MethodSource("looks")
    void the_installation_gets_a_name_a_logo_and_colours_of_its_own(Look look) {
        var page = signedIn(people.operator(), look);
        try {
            page.navigate("/settings/appearance");
            page.fill("#name", "Agence du Port");
            page.fill("#colour-main", "#ffd54f");
            button(page, say(look, "page.save")).click();
            assertThat(page.getByRole(AriaRole.ALERT)).containsText(Pattern.compile("4[.,]5"));
            page.fill("#colour-main", "#b00020");
            page.setInputFiles(
                    "#logo", new FilePayload("logo.svg", "image/svg+xml", DRAWING.getBytes(StandardCharsets.UTF_8)));
            button(page, say(look, "page.save")).click();
            assertThat(page.getByRole(AriaRole.STATUS)).containsText(say(look, "page.saved"));
            assertThat(axe.violations(page)).isEmpty();
            var width = page.locator(".brand-logo").locator("visible=true").evaluate("logo => logo.naturalWidth");
            assertThat(((Number) width).intValue()).isPositive();

            var nobody = browser.open(base(), look);
            nobody.navigate("/sign-in");
            assertThat(nobody).hasTitle(Pattern.compile(".*Agence du Port"));
            assertThat(axe.violations(nobody)).isEmpty();
            nobody.context().close();
        } finally {
            people.program(people.operator())
                    .put("/api/appearance", Map.of("name", "", "main", "", "ground", "", "logo", ""));
        }
        page.context().close();
    }

    @ParameterizedTest
    @MethodSource("looks")
    void help_about_a_page_is_one_click_away_and_is_searched(Look look) {
        var page = signedIn(people.stranger(), look);
        page.navigate("/members");
        if (look.width() < 500) page.locator(".top-menu summary").click();
        page.locator("a[data-help]").locator("visible=true").click();
        assertThat(page).hasURL(Pattern.compile(".*/manual/people"));
        assertThat(page.locator("article h1")).isVisible();
        page.locator(".manual-side input").fill("contrast");
        page.keyboard().press("Enter");
        page.locator(".list a").first().click();
        assertThat(page.locator("article")).containsText("contrast");
        assertThat(axe.violations(page)).isEmpty();
        page.context().close();
    }

    @ParameterizedTest
    @MethodSource("looks")
    void the_tour_is_there_for_a_newcomer_and_moves_nothing(Look look) {
        var page = signedIn(people.stranger(), look);
        assertThat(page.locator(".tour-steps li")).hasCount(5);
        assertThat(axe.violations(page)).isEmpty();
        button(page, say(look, "page.tour.putAway")).click();
        assertThat(page.locator(".tour-steps")).hasCount(0);
        button(page, say(look, "page.tour.again")).click();
        assertThat(page.locator(".tour-steps li")).hasCount(5);
        page.context().close();
    }

    private Page signedIn(Person person, Look look) {
        return new Arrival(browser, environment).signedIn(person, look);
    }

    private String base() {
        return "http://localhost:" + environment.getProperty("local.server.port");
    }

    private static String say(Look look, String key) {
        return WORDS.say(Locale.of(look.language()), key);
    }

    private static Locator button(Page page, String words) {
        return page.getByRole(
                        AriaRole.BUTTON, new GetByRoleOptions().setName(words).setExact(true))
                .locator("visible=true");
    }
}
