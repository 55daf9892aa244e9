package io.chantier.benches;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.options.AriaRole;
import io.chantier.Browser;
import io.chantier.Browser.Look;
import io.chantier.ChantierTest;
import io.chantier.Client;
import io.chantier.dashboard.Axe;
import io.chantier.web.Words;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;

/** The operator adds a server, compares its certificate, and adopts a site, in a real browser. */
@ChantierTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BenchServersJourneyTest {

    private static final Words WORDS = new Words();
    private static final String PICTURES = System.getProperty("screens.folder", "");

    @Autowired
    Environment environment;

    private final Axe axe = new Axe();
    private Browser browser;

    BenchServersJourneyTest() throws IOException {}

    static List<Look> looks() {
        return List.of(Look.DESKTOP, Look.PHONE.in("en").atNight());
    }

    @BeforeAll
    void start() {
        browser = Browser.start();
    }

    @AfterAll
    void close() {
        browser.close();
    }

    @ParameterizedTest
    @MethodSource("looks")
    void a_server_is_added_its_certificate_compared_and_a_site_adopted(Look look, @TempDir Path home) {
        var name = "Rennes " + look.width();
        var server = "";
        var page = signedIn(look);
        page.navigate("/settings/bench-servers");
        inOrder(page, look, "list");
        try (var agent = new RealAgent(home, Map.of("CHANTIER_AGENT_TLS", "on"))) {
            agent.bench("bench-0001", "frappe", "erpnext");
            agent.site("bench-0001", "boutique-" + look.width() + ".example.org");
            agent.site("bench-0001", "docs.example.org");
            page.fill("#name", name);
            page.fill("#url", agent.url());
            page.fill("#password", RealAgent.PASSWORD);
            button(page, look, "page.benchServers.add").click();

            assertThat(page.locator("main")).containsText(agent.fingerprint());
            server = page.url().substring(page.url().lastIndexOf('/') + 1);
            inOrder(page, look, "certificate");
            button(page, look, "page.benchServers.trust.go").click();

            assertThat(page.locator("main")).containsText("bench-0001");
            inOrder(page, look, "server");
            page.getByLabel("boutique-" + look.width() + ".example.org").check();
            button(page, look, "page.benchServers.adopt").click();
            assertThat(page.locator("main")).containsText(say(look, "page.benchServers.ours"));
            page.locator("summary").getByText("boutique-").click();
            inOrder(page, look, "adopted");
        }
        button(page, look, "page.benchServers.test").click();
        assertThat(page.locator("main")).containsText(say(look, "problem.agent-no-connection.title"));
        inOrder(page, look, "away");
        page.navigate("/sites?q=boutique-" + look.width());
        assertThat(page.locator("main")).containsText("boutique-" + look.width() + ".example.org");
        inOrder(page, look, "sites");
        assertThat(browser.complaints()).isEmpty();
        page.context().close();
        Leftovers.remove(Client.ofAdmin(environment), server);
    }

    private void inOrder(Page page, Look look, String picture) {
        var width = ((Number) page.evaluate("document.documentElement.scrollWidth")).intValue();
        assertThat(width).as("width of " + page.url()).isLessThanOrEqualTo(look.width());
        // What still fades in has too little contrast for a moment.
        page.evaluate("Promise.all(document.getAnimations().map(one => one.finished))");
        assertThat(axe.violations(page)).as(page.url()).isEmpty();
        if (PICTURES.isEmpty()) return;
        page.screenshot(new Page.ScreenshotOptions()
                .setFullPage(true)
                .setPath(Path.of(PICTURES, "benches-" + picture + "-" + look.width() + ".png")));
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

    private static String say(Look look, String key) {
        return WORDS.say(Locale.of(look.language()), key);
    }

    private static Locator button(Page page, Look look, String key) {
        return page.getByRole(
                        AriaRole.BUTTON,
                        new GetByRoleOptions().setName(say(look, key)).setExact(true))
                .locator("visible=true");
    }
}
