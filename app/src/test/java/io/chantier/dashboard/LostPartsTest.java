package io.chantier.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
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
import io.chantier.web.Words;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.test.context.TestPropertySource;

/** A page that is open says so when the server is away, refuses, or no longer knows who reads. */
@ChantierTest
@TestPropertySource(properties = "chantier.crawler.allow=127.0.0.0/8")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LostPartsTest {

    private static final Words WORDS = new Words();
    private static final Look ENGLISH = Look.DESKTOP.in("en");

    @Autowired
    Environment environment;

    @Autowired
    TeamFixture people;

    @Autowired
    EdgeServer edge;

    private final Axe axe = new Axe();
    private Browser browser;

    LostPartsTest() throws Exception {}

    @BeforeAll
    void start() {
        browser = Browser.start();
    }

    @AfterAll
    void close() {
        browser.close();
    }

    @Test
    void a_server_that_is_away_is_told_once_until_it_answers_again() {
        for (var look : List.of(Look.PHONE, ENGLISH)) {
            var page = signedIn(withDraft("lost-away-" + look.language()), look);
            page.route("**/*", LostPartsTest::cutOff);
            var told = page.locator(".flash.bad");
            assertThat(told).containsText(say(look, "page.toast.lost"));
            page.waitForRequest(request -> request.headers().containsKey("hx-request"), () -> {});
            assertThat(told).hasCount(1);
            assertThat(axe.violations(page)).isEmpty();

            page.unroute("**/*");
            assertThat(told).hasCount(0);
            page.context().close();
        }
    }

    @Test
    void a_part_that_is_refused_says_what_the_server_says() {
        var page = signedIn(withDraft("lost-refused"), ENGLISH);
        page.navigate("/sites");
        page.route("**/sites?*", route -> {
            var there = route.request().url().replaceFirst("/sites\\?.*", "/sites/no-such-site?lang=en");
            route.fulfill(new Route.FulfillOptions()
                    .setResponse(page.context().request().get(there)));
        });
        page.locator("#q").pressSequentially("x");
        assertThat(page.locator(".flash.bad")).containsText(say(ENGLISH, "problem.site-unknown.remedy"));

        page.route("**/palette?*", route -> route.fulfill(new Route.FulfillOptions().setStatus(502)));
        page.keyboard().press("Escape");
        page.keyboard().press("Control+k");
        assertThat(page.locator(".flash.bad").last()).containsText(say(ENGLISH, "page.toast.refused"));
        page.context().close();
    }

    @Test
    void a_session_that_ended_elsewhere_leads_to_the_sign_in_which_says_so() {
        for (var look : List.of(Look.DESKTOP, Look.PHONE.in("en"))) {
            var owner = withDraft("lost-ended-" + look.language());
            var page = signedIn(owner, look);
            assertThat(page.locator("#work")).isVisible();
            people.browser(owner).submit("/account", "/account/sessions/others/end", Map.of());

            assertThat(page.locator("#username")).isVisible();
            assertThat(page.getByText(say(look, "sign-in.ended"))).isVisible();
            assertThat(axe.violations(page)).isEmpty();
            page.navigate("/sign-in");
            assertThat(page.getByText(say(look, "sign-in.ended"))).hasCount(0);
            page.context().close();
        }
    }

    @Test
    void a_live_log_that_breaks_off_or_is_refused_says_so_and_comes_back() {
        var gate = new CountDownLatch(1);
        try (var slow = Menuiserie.serve()) {
            slow.on("/contact.html", exchange -> {
                await(gate);
                OldSite.send(exchange, 404, "text/html", new byte[0]);
            });
            var owner = people.stranger();
            var chantier = new Installation(people.program(owner), edge.address());
            // A run that is repeated meets the site of the first one.
            var slug = "lost-live-" + UUID.randomUUID().toString().substring(0, 8);
            var made = chantier.create(Map.of("sourceUrl", slow.address(), "slug", slug, "goal", "GENERATED"));
            var page = signedIn(owner, ENGLISH);
            var told = page.locator(".flash.bad");

            page.route("**/live*", Route::abort);
            page.navigate("/sites/" + slug);
            assertThat(told).containsText(say(ENGLISH, "page.toast.lost"));
            page.unroute("**/live*");
            assertThat(told).hasCount(0);

            page.route("**/live*", route -> route.fulfill(new Route.FulfillOptions().setStatus(401)));
            page.navigate("/sites/" + slug);
            assertThat(told).containsText(say(ENGLISH, "page.toast.ended"));
            page.unroute("**/live*");
            told.getByRole(AriaRole.LINK).click();
            assertThat(page.locator(".stations .running")).isVisible();
            assertThat(told).hasCount(0);
            page.context().close();
            gate.countDown();
            chantier.finished(made.get("job").asString());
        } finally {
            gate.countDown();
        }
    }

    private static void cutOff(Route route) {
        if (route.request().headers().containsKey("hx-request")) route.abort();
        else route.resume();
    }

    private Person withDraft(String slug) {
        var owner = people.stranger();
        new Installation(people.program(owner), edge.address())
                .create(Map.of("sourceUrl", "http://old.example/", "slug", slug));
        return owner;
    }

    private Page signedIn(Person person, Look look) {
        var page = browser.open("http://localhost:" + environment.getProperty("local.server.port"), look);
        page.navigate("/sign-in");
        page.fill("#username", person.login());
        page.fill("#password", TeamFixture.PASSWORD);
        page.keyboard().press("Enter");
        page.waitForURL("**/");
        return page;
    }

    private static String say(Look look, String key) {
        return WORDS.say(Locale.of(look.language()), key);
    }

    private static void await(CountDownLatch gate) {
        try {
            gate.await(60, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
