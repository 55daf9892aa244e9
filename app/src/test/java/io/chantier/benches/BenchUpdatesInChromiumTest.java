package io.chantier.benches;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page;
import io.chantier.Browser;
import io.chantier.Browser.Look;
import io.chantier.ChantierTest;
import io.chantier.Client;
import io.chantier.benches.apps.Furniture;
import io.chantier.benches.apps.ReleaseForm;
import io.chantier.dashboard.Axe;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/** The tab of a site's updates in a browser; {@code -Dscreens.all} keeps pictures to look at. */
@ChantierTest
@TestPropertySource(properties = {"chantier.agent-jobs.tick=50ms", "chantier.agent-jobs.poll=20ms"})
class BenchUpdatesInChromiumTest {

    private static final List<Look> LOOKS = List.of(
            new Look(1280, 900, "fr", false),
            new Look(360, 740, "fr", false),
            new Look(360, 740, "en", true),
            new Look(1280, 900, "en", true));

    @TempDir
    private Path home;

    @Autowired
    Environment environment;

    @Autowired
    JdbcClient database;

    @Autowired
    Furniture furniture;

    private Client api;
    private TwoBenches benches;
    private Axe axe;
    private final List<String> faults = new ArrayList<>();

    @BeforeEach
    void start() {
        api = Client.ofAdmin(environment);
        benches = new TwoBenches(home, api, database);
        furniture.frameworkAt("16.0.0");
        furniture.published("frappe", new ReleaseForm("16.1.0", "", Map.of(), true));
        furniture.app("erpnext", "ERPNext", "");
        furniture.published("erpnext", "16.0.0", ">=16");
        furniture.published("erpnext", new ReleaseForm("16.0.1", ">=16", Map.of(), false));
        var group = furniture.group("Version 16", Map.of("frappe", "16.0.0", "erpnext", "16.0.0"));
        furniture.take(UUID.fromString(benches.id(TwoBenches.OLD)), group);
        furniture.renew(group, Map.of("frappe", "16.1.0", "erpnext", "16.0.1"));
        furniture.take(UUID.fromString(benches.id(TwoBenches.NEW)), group);
    }

    @AfterEach
    void stop() {
        benches.close();
        furniture.clear();
    }

    @Test
    void the_tab_is_open_to_everybody_and_fits_a_telephone_whatever_an_update_came_to() throws Exception {
        ended(api.post("/api/sites/" + benches.slug + "/apps", Map.of("name", "erpnext")), "SUCCEEDED");
        var tab = "/sites/" + benches.slug + "/updates";
        var ask = tab + "/" + benches.id(TwoBenches.NEW);
        axe = new Axe();
        try (var browser = Browser.start()) {
            eachLook(browser, "before", tab, ask);
            benches.write("fail-migrate-tables", "pymysql.err.OperationalError: (1054, \"Unknown column 'foo'\")");
            ended(update(), "FAILED");
            eachLook(browser, "failed", tab, "/sites/" + benches.slug);
            benches.remove("fail-migrate-tables");
            ended(update(), "SUCCEEDED");
            eachLook(browser, "after", tab);
            benches.leave();
            eachLook(browser, "away", tab);
            benches.comeBack();
        }
        assertThat(faults).isEmpty();
    }

    private HttpResponse<String> update() {
        return api.post("/api/sites/" + benches.slug + "/updates", Map.of("bench", benches.id(TwoBenches.NEW)));
    }

    private void ended(HttpResponse<String> answer, String state) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        var job = "/api/jobs/" + Client.json(answer).get("job").asString();
        await().atMost(TwoBenches.LONG)
                .until(() -> Client.json(api.get(job)).get("state").asString().equals(state));
    }

    private void eachLook(Browser browser, String when, String... paths) {
        for (var look : LOOKS) {
            var page = enter(browser, look);
            for (var path : paths) {
                page.navigate(path);
                examine(page, look, when);
            }
            page.context().close();
        }
    }

    private Page enter(Browser browser, Look look) {
        var page = browser.open("http://localhost:" + environment.getProperty("local.server.port"), look);
        page.navigate("/sign-in");
        page.fill("#username", "admin");
        page.fill("#password", Client.ADMIN_PASSWORD);
        page.keyboard().press("Enter");
        page.waitForURL("**/");
        return page;
    }

    private void examine(Page page, Look look, String when) {
        var at = when + " "
                + page.url().replaceAll("https?://[^/]+/sites/[^/]+", "").replaceAll("[0-9a-f-]{36}", "one") + " "
                + look.language() + " " + look.width();
        axe.violations(page).forEach(fault -> faults.add(at + " " + fault));
        int width = ((Number) page.evaluate("document.documentElement.scrollWidth")).intValue();
        if (width > look.width()) faults.add(at + " is " + width + " wide");
        if (System.getProperty("screens.all") == null) return;
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(Path.of(
                        System.getProperty("screens.folder", "target/screens"),
                        "updates-" + at.replaceAll("[^a-z0-9]+", "-") + ".png"))
                .setFullPage(true));
    }
}
