package io.chantier.benches;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import io.chantier.Browser;
import io.chantier.Browser.Look;
import io.chantier.ChantierTest;
import io.chantier.Client;
import io.chantier.dashboard.Axe;
import io.chantier.jobs.Jobs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a site on a bench is set to and called, in a real browser, on a telephone and a desktop. */
@ChantierTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BenchTabsInChromiumTest {

    private static final String PICTURES = System.getProperty("screens.folder", "");

    @Autowired
    Environment environment;

    @Autowired
    Jobs work;

    @Autowired
    JdbcClient database;

    private final Axe axe = new Axe();
    private Browser browser;

    BenchTabsInChromiumTest() throws IOException {}

    static List<Look> looks() {
        return List.of(
                new Look(1280, 800, "fr", false),
                new Look(360, 740, "fr", true),
                new Look(1280, 800, "en", true),
                new Look(360, 740, "en", false));
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
    void the_tabs_of_a_site_are_in_order_and_the_field_of_a_value_follows_its_type(Look look, @TempDir Path home) {
        try (var shop = new AdoptedShop(home, environment, work)) {
            shop.bench.write(
                    "sites/" + AdoptedShop.HOST + "/site_config.json",
                    shop.config(AdoptedShop.HOST)
                            .toString()
                            .replaceFirst(
                                    "\\{",
                                    "{\"max_file_size\": 26214400, \"stripe_api_key\": \"sk-test-1\", \"mute_emails\": true,"
                                            + " \"relay\": {\"host\": \"smtp.example.org\", \"ports\": [25, 465, 587]},"
                                            + " \"banner\": \"" + "long-text-without-a-blank-".repeat(8) + "\","));
            var page = signedIn(look);
            page.navigate("/sites/" + shop.slug + "/config");
            page.locator("details > summary.card-top").click();
            inOrder(page, look, "config");
            assertThat(page.locator("#value")).isVisible();
            assertThat(page.locator("#flag")).isHidden();
            page.selectOption("#type", "YES_NO");
            assertThat(page.locator("#value")).isHidden();
            assertThat(page.locator("#flag")).isVisible();
            page.navigate("/sites/" + shop.slug + "/config?key=stripe_api_key");
            inOrder(page, look, "config-secret");
            assertThat(page.locator("#value")).hasValue("");
            page.navigate("/sites/" + shop.slug + "/domains");
            inOrder(page, look, "domains");
            page.navigate("/sites/" + shop.slug + "/bench-name");
            inOrder(page, look, "name");
            use(shop.slug);
            page.navigate("/sites/" + shop.slug + "/usage");
            inOrder(page, look, "usage");
            assertThat(browser.complaints()).isEmpty();
            page.context().close();
        }
    }

    /** As if it had been there for a month. */
    private void use(String slug) {
        database.sql("""
                        insert into bench_usage (site_id, team_id, day, database, public, private, backups, told_at)
                        select site_id, team_id, current_date - day, 40 + day, 12, 3, 55 - day, now()
                        from bench_site, generate_series(1, 30) day where slug = ?
                        """).param(slug).update();
        database.sql("""
                        insert into bench_traffic (site_id, team_id, day, requests, jobs, milliseconds)
                        select site_id, team_id, current_date - day, 12000 + 300 * (day % 7), 900, 4000000
                        from bench_site, generate_series(1, 30) day where slug = ?
                        """).param(slug).update();
    }

    private void inOrder(Page page, Look look, String picture) {
        var width = ((Number) page.evaluate("document.documentElement.scrollWidth")).intValue();
        assertThat(width).as("width of " + page.url()).isLessThanOrEqualTo(look.width());
        // What still fades in has too little contrast for a moment.
        page.evaluate("Promise.all(document.getAnimations().map(one => one.finished))");
        if (!PICTURES.isEmpty()) {
            page.screenshot(new Page.ScreenshotOptions()
                    .setFullPage(true)
                    .setPath(Path.of(PICTURES, picture + "-" + look.width() + "-" + look.language() + ".png")));
        }
        assertThat(axe.violations(page)).as(page.url()).isEmpty();
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
