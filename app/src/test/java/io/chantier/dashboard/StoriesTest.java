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
import io.chantier.identity.TeamFixture;
import io.chantier.identity.TeamFixture.Person;
import io.chantier.lifecycle.Installation;
import io.chantier.reading.OldSite;
import io.chantier.web.Words;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.test.context.TestPropertySource;

/**
 * Each story of the dashboard in French and English, on a telephone and on a desktop. {@code bin/screens} keeps a picture
 * of each.
 */
@ChantierTest
@TestPropertySource(properties = "chantier.crawler.allow=127.0.0.0/8")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StoriesTest {

    private static final Words WORDS = new Words();
    private static final String SITE = "/sites/stories-kerdoncuff";
    private static final String FOLDER = System.getProperty("screens.folder", "");
    private static final Pattern NO_WORDS = Pattern.compile(
            "\\b(page|problem|field|step|job|frame|role|sign-in|finding|audit|fact)(\\.[a-zA-Z-]+)+\\b|\\{[a-zA-Z]+}");

    /** What the site says first when each client looks at it. */
    private static final Map<String, String> TITLES = Map.of(
            "fr1280", "Vos escaliers sur mesure",
            "en1280", "Un escalier pour la vie",
            "fr360", "Du bois massif, chez vous",
            "en360", "Le bois de père en fils");

    @Autowired
    Environment environment;

    @Autowired
    EdgeServer edge;

    @Autowired
    TeamFixture people;

    private final OldSite old = new OldSite().folder(Path.of("src/main/resources/demo"));
    private final Axe axe = new Axe();
    private Browser browser;
    private Person owner;

    StoriesTest() throws Exception {}

    static List<Look> looks() {
        var desktop = new Look(1280, 800, "fr", false);
        var phone = new Look(360, 740, "fr", false);
        return List.of(desktop, desktop.in("en"), phone, phone.in("en"));
    }

    @BeforeAll
    void oneSiteIsOnline() {
        browser = Browser.start();
        owner = people.stranger();
        people.program(owner).put("/api/account", Map.of("name", "Hélène Garnier"));
        var chantier = new Installation(people.program(owner), edge.address());
        var made = chantier.create(Map.of(
                "name",
                "Menuiserie Kerdoncuff",
                "slug",
                "stories-kerdoncuff",
                "sourceUrl",
                old.address(),
                "goal",
                "LIVE"));
        var job = chantier.finished(made.get("job").asString());
        assertThat(job.get("state").asString()).isEqualTo("SUCCEEDED");
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

    @ParameterizedTest
    @MethodSource("looks")
    void an_old_site_becomes_a_new_one_that_is_followed_to_its_place(Look look) {
        var page = signedIn(look);
        page.navigate(SITE + "/jobs");
        page.locator(".list a").first().click();
        assertThat(page.locator(".stations .done").first()).isAttached();
        inOrder(page, look, "");
        for (var tab : List.of("source", "checks", "releases", "revisions")) {
            page.navigate(SITE + "/" + tab);
            inOrder(page, look, tab.equals("source") ? "demo" : "");
        }
        var site = browser.open("http://stories-kerdoncuff.localhost:" + edge.port(), look);
        site.navigate("/");
        assertThat(site.locator("h1").first()).isVisible();
        site.context().close();
        page.context().close();
    }

    @ParameterizedTest
    @MethodSource("looks")
    void before_and_after_stand_together_and_the_look_changes_in_place(Look look) {
        var page = signedIn(look);
        page.navigate(SITE);
        page.locator(".side-page").first().scrollIntoViewIfNeeded();
        // The old page is made of frames, and so is what is shown of it.
        assertThat(page.frameLocator(".side-page iframe[src$=before]")
                        .locator("iframe")
                        .first())
                .isVisible();
        var other = page.locator(".looks input[type=radio]:not(:checked)").first();
        var name = String.valueOf(other.inputValue());
        other.evaluate("radio => radio.click()");
        assertThat(page.frameLocator("#after iframe").locator("html")).hasAttribute("data-look", name);
        page.evaluate("scrollTo(0, 0)");
        inOrder(page, look, "before-after");
        page.context().close();
    }

    @ParameterizedTest
    @MethodSource("looks")
    void a_text_is_changed_and_kept_and_what_cannot_be_kept_says_why(Look look) {
        var page = signedIn(look);
        page.navigate(SITE + "/edit");
        var title = page.locator("[name=\"/content/pages/0/sections/0/title\"]");
        title.fill("");
        assertThat(page.locator("[data-state]")).containsText(say(look, "page.edit.notSaved"));
        inOrder(page, look, "");
        title.fill("Des escaliers, " + look.language() + " " + look.width());
        assertThat(page.locator("[data-state]")).hasText(say(look, "page.edit.saved"));
        assertThat(page.frameLocator("iframe[data-preview]:not(.coming)")
                        .getByText(look.language() + " " + look.width())
                        .first())
                .isAttached();
        inOrder(page, look, "editing");
        for (var on : List.of("business", "look")) {
            page.navigate(SITE + "/edit?on=" + on);
            inOrder(page, look, "");
        }
        page.context().close();
    }

    @ParameterizedTest
    @MethodSource("looks")
    void many_addresses_become_sites_that_are_found_and_put_aside_together(Look look) {
        var page = signedIn(look);
        var word = look.language() + look.width();
        page.navigate("/sites/new/several");
        page.locator("textarea[name=addresses]")
                .fill("Atelier A %1$s;a-%1$s.example\nAtelier B %1$s;b-%1$s.example\npaul@b.example".formatted(word));
        page.locator("#goal").selectOption("DRAFT");
        inOrder(page, look, "");
        button(page, say(look, "page.import.go")).click();
        page.waitForURL("**/sites/imports/*");
        assertThat(page.locator(".batch-table tbody tr")).hasCount(3);
        inOrder(page, look, "import");
        page.navigate("/sites?q=" + word);
        assertThat(page.locator("#found tbody tr")).hasCount(2);
        inOrder(page, look, "list");
        page.navigate("/sites?view=cards");
        inOrder(page, look, "");
        page.navigate("/sites/bulk?action=ARCHIVE&all=true&q=" + word);
        inOrder(page, look, "");
        page.locator("main form button").last().click();
        page.waitForURL("**/sites/bulk/*");
        assertThat(page.locator(".batch-table .state").first()).isVisible();
        inOrder(page, look, "");
        page.context().close();
    }

    @ParameterizedTest
    @MethodSource("looks")
    void somebody_is_invited_and_looks_around(Look look) {
        var page = signedIn(look);
        page.navigate("/members");
        page.fill("#email", "paul-" + look.language() + look.width() + "@example.org");
        page.selectOption("#invited-role", "VIEWER");
        page.selectOption("#invited-language", look.language());
        button(page, say(look, "page.members.inviteButton")).click();
        var link = page.locator("#once").inputValue();
        inOrder(page, look, "people");
        var guest = browser.open(base(), look);
        guest.navigate(link.replaceFirst("^https?://[^/]+", ""));
        inOrder(guest, look, "");
        guest.fill("#name", "Paul Morvan");
        guest.fill("#password", TeamFixture.PASSWORD);
        button(guest, say(look, "page.invitation.accept")).click();
        guest.waitForURL("**/");
        for (var path : List.of("/", "/sites", "/members", "/account", "/activity", "/outbox", SITE, SITE + "/edit")) {
            guest.navigate(path);
            inOrder(guest, look, "");
        }
        assertThat(guest.getByText(say(look, "page.edit.readOnly"))).isVisible();
        guest.navigate("/settings");
        assertThat(guest.locator("[data-problem=forbidden]")).isVisible();
        guest.context().close();
        page.context().close();
    }

    /** A client's telephone in French and desktop in English; pictures are taken of all four. */
    static List<Look> clients() {
        return FOLDER.isEmpty() ? List.of(looks().get(2), looks().get(1)) : looks();
    }

    @ParameterizedTest
    @MethodSource("clients")
    void a_client_looks_comments_writes_and_agrees_without_an_account(Look look) {
        var page = signedIn(look);
        var title = TITLES.get(look.language() + look.width());
        rename(title);
        var client = browser.open(base(), look);
        client.emulateMedia(new Page.EmulateMediaOptions().setReducedMotion(ReducedMotion.REDUCE));
        client.navigate(invited(page, look));
        var door = client.url();
        assertThat(client.frameLocator("iframe[name=site]").locator("h1").first())
                .containsText(title);
        client.locator(".places-page")
                .first()
                .locator("summary", new Locator.LocatorOptions().setHasText(say(look, "page.review.say")))
                .nth(1)
                .click();
        client.locator("textarea:visible").fill("Plutôt du chêne, s’il vous plaît.");
        button(client, say(look, "page.review.send")).click();
        assertThat(client.locator(".said")).containsText("du chêne");
        assertThat(client.locator(".note.ok")).isVisible();

        page.navigate(SITE + "/approval");
        page.locator(".task .edit-more summary").first().click();
        page.locator(".task textarea").first().fill("C’est noté : du chêne.");
        inOrder(page, look, "approval");
        button(page, say(look, "page.task.answer")).first().click();
        client.reload();
        client.locator(look.width() < 500 ? "#said" : "h1").scrollIntoViewIfNeeded();
        assertThat(client.locator(".said-answer").first()).containsText("du chêne");
        inOrder(client, look, "client");

        client.getByRole(AriaRole.LINK, new GetByRoleOptions().setName(say(look, "page.review.edit")))
                .click();
        client.locator("[name=\"/content/pages/0/sections/0/title\"]").fill(title + ", en chêne");
        assertThat(client.locator("[data-state]")).hasText(say(look, "page.edit.saved"));
        assertThat(client.frameLocator("iframe[data-preview]:not(.coming)")
                        .getByText(title + ", en chêne")
                        .first())
                .isAttached();
        inOrder(client, look, "client-editing");
        button(client, say(look, "page.guest.send")).click();
        client.waitForURL(door + "**");
        assertThat(client.locator("#agree .state.ok")).hasText(say(look, "page.review.online"));
        inOrder(client, look, "");
        assertThat(axe.violations(client)).isEmpty();
        var site = browser.open("http://stories-kerdoncuff.localhost:" + edge.port(), look);
        site.navigate("/");
        assertThat(site.locator("h1").first()).containsText(title + ", en chêne");
        site.context().close();
        client.context().close();
        page.context().close();
    }

    /** The path of a link that somebody made on the site's tab. */
    private String invited(Page page, Look look) {
        page.navigate(SITE + "/approval");
        page.fill("#name", "Anne Kerdoncuff");
        page.selectOption("#language", look.language());
        page.locator("[name=rights][value=EDIT]").check();
        button(page, say(look, "page.approval.makeButton")).click();
        var link = page.locator("#once").inputValue();
        inOrder(page, look, "");
        assertThat(axe.violations(page)).isEmpty();
        return link.replaceFirst("^https?://[^/]+", "");
    }

    private void rename(String title) {
        var answer = people.program(owner)
                .send(
                        "PATCH",
                        "/api" + SITE + "/content",
                        "{\"/content/pages/0/sections/0/title\": \"" + title + "\"}",
                        "application/json");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    /** No wider than the screen and in words of one language; accessible and kept as a picture where it has a name. */
    private void inOrder(Page page, Look look, String picture) {
        var width = ((Number) page.evaluate("document.documentElement.scrollWidth")).intValue();
        assertThat(width).as("width of " + page.url()).isLessThanOrEqualTo(look.width());
        assertThat(page.locator("html")).hasAttribute("lang", look.language());
        assertThat(NO_WORDS.matcher(page.locator("body").innerText()).results().map(found -> found.group()))
                .as("keys without words on " + page.url())
                .isEmpty();
        if (picture.isEmpty()) return;
        assertThat(axe.violations(page)).as(page.url()).isEmpty();
        if (FOLDER.isEmpty()) return;
        page.waitForTimeout(800);
        var device = look.width() < 500 ? "phone" : "desktop";
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(Path.of(FOLDER, "stories", picture + "-" + device + "-" + look.language() + ".png")));
    }

    private Page signedIn(Look look) {
        var page = browser.open(base(), look);
        page.navigate("/sign-in");
        page.fill("#username", owner.login());
        page.fill("#password", TeamFixture.PASSWORD);
        page.keyboard().press("Enter");
        page.waitForURL("**/");
        page.emulateMedia(new Page.EmulateMediaOptions().setReducedMotion(ReducedMotion.REDUCE));
        return page;
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
