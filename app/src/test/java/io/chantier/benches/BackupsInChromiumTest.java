package io.chantier.benches;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import io.chantier.Browser;
import io.chantier.Browser.Look;
import io.chantier.Client;
import io.chantier.dashboard.Axe;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;

/** The pages on which backups become sites again; {@code -Dscreens.all} keeps pictures to look at. */
@TestPropertySource(properties = "chantier.bench-backups.hours=24")
class BackupsInChromiumTest extends WithHostedShop {

    @Test
    void every_page_is_open_to_everybody_and_fits_a_telephone_in_both_languages() throws Exception {
        var backup = shop.backUpAndChange();
        var site = "/sites/" + shop.slug;
        var axe = new Axe();
        var faults = new ArrayList<String>();
        try (var browser = Browser.start()) {
            for (var look : List.of(
                    new Look(1280, 900, "fr", false),
                    new Look(360, 740, "fr", false),
                    new Look(360, 740, "en", true),
                    new Look(1280, 900, "en", true))) {
                var page = enter(browser, look);
                for (var path : List.of(
                        site + "/backups",
                        site + "/backups/" + backup + "/restoration",
                        "/sites/new/bench?from=" + shop.slug + "&backup=" + backup,
                        site + "/clones")) {
                    page.navigate(path);
                    examine(page, look, axe, faults);
                }
                page.navigate(site + "/backups");
                assertThat(page.locator("main").textContent()).containsPattern("24 (heures|hours)");
                page.navigate(site + "/backups/" + backup + "/restoration");
                page.fill("#adminPassword", "une phrase de passe");
                page.fill("#name", "another");
                page.locator("main form button").last().click();
                assertThat(page.locator("#wrong-name").isVisible()).isTrue();
                examine(page, look, axe, faults);
                page.context().close();
            }
            assertThat(browser.complaints()).allMatch(complaint -> complaint.contains("422"));
        }
        assertThat(faults).isEmpty();
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

    private static void examine(Page page, Look look, Axe axe, List<String> faults) {
        var at = page.url().replaceAll("https?://[^/]+", "").replaceAll("[0-9a-f-]{36}", "one") + " " + look.language()
                + " " + look.width();
        axe.violations(page).forEach(fault -> faults.add(at + " " + fault));
        int width = ((Number) page.evaluate("document.documentElement.scrollWidth")).intValue();
        if (width > look.width()) faults.add(at + " is " + width + " wide");
        if (System.getProperty("screens.all") == null) return;
        var refused = page.locator(".field-wrong").count() > 0 ? "-refused" : "";
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(Path.of(
                        System.getProperty("screens.folder", "target/screens"),
                        at.replaceAll("[^a-z0-9]+", "-") + refused + ".png"))
                .setFullPage(true));
    }
}
