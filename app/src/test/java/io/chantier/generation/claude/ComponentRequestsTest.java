package io.chantier.generation.claude;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import io.chantier.AtOnce;
import io.chantier.Browser;
import io.chantier.Browser.Look;
import io.chantier.Client;
import io.chantier.dashboard.Axe;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import tools.jackson.databind.JsonNode;

/** What the data cannot say goes to the operators; the real program changes one component, a person reads it. */
class ComponentRequestsTest extends WithWishes {

    private static final String FOLDER = System.getProperty("screens.folder", "");
    private static final String WISH = "Un ruban « Fabriqué à Rennes » en haut de l'accueil (hero).";

    @Autowired
    DataSourceTransactionManager transactions;

    @Test
    void a_component_is_proposed_mended_read_and_accepted_and_passes_the_whole_gate() throws Exception {
        var slug = "ruban-rennes";
        var request = handed(slug);
        assertThat(Client.json(chantier.api().get(path(slug, request)))
                        .path("state")
                        .asString())
                .isEqualTo("HANDED");
        assertThat(chantier.api().post(path(slug, request) + "/apply", Map.of()).statusCode())
                .as("there are no data to apply")
                .isEqualTo(409);
        assertThat(begun(slug, request, "../../pages/x").statusCode()).isEqualTo(422);

        var broken = shipped(HERO).replace("<Heading>", "<p class=\"ribbon\">{section.title</p><Heading>");
        var whole = shipped(HERO).replace("<Heading>", "<p class=\"ribbon\">{site.name}</p><Heading>");
        API.model((turn, asked) -> {
            var isAgain = WritingModel.dossier(asked).has("complaint");
            return turn > 0 ? MessagesStub.says("Done") : written(asked, HERO, "/" + HERO, isAgain ? whole : broken);
        });
        var proposed = crafted(slug, request);

        assertThat(proposed.path("state").asString())
                .as(proposed.toPrettyString())
                .isEqualTo("PROPOSED");
        assertThat(proposed.path("diff").path(0).asString()).contains("--- a/" + HERO, "+", "class=\"ribbon\"");
        assertThat(files(slug)).as("nothing changes before a yes").doesNotContainKey(HERO);
        try (var browser = Browser.start()) {
            for (var look : List.of(new Look(390, 844, "fr", false), new Look(1280, 900, "en", false)))
                read(browser, look, slug, request);
            assertThat(browser.complaints()).isEmpty();
        }

        assertThat(decided(slug, request, "accept", Map.of("digest", "0".repeat(64)))
                        .body())
                .contains("component-overtaken");
        var digest = Map.of("digest", proposed.path("digest").asString());
        var answers = new AtOnce(database, transactions)
                .on(
                        slug,
                        () -> decided(slug, request, "accept", digest),
                        () -> decided(slug, request, "accept", digest));
        assertThat(answers).extracting(java.net.http.HttpResponse::statusCode).containsExactly(200, 409);
        assertThat(answers.getLast().body()).contains("change-over");
        var accepted = answers.getFirst();
        assertThat(text(files(slug), HERO)).isEqualTo(whole);
        var newest = revisions.list(site(slug), 1).getFirst();
        assertThat(newest.message()).isEqualTo("component");
        assertThat(Client.json(accepted).path("revision").asString()).isEqualTo(newest.id());
        assertThat(database.sql(
                                "select count(*) from audit_event where action = 'component.accept' and details::text like ?")
                        .param("%" + proposed.path("digest").asString() + "%")
                        .query(Integer.class)
                        .single())
                .isOne();

        var job = chantier.order(slug, "deploy");
        assertThat(job.path("state").asString()).as(job.toPrettyString()).isEqualTo("SUCCEEDED");
        assertThat(chantier.visit(slug, "/")).contains("class=\"ribbon\"");
    }

    @Test
    void an_author_that_obeys_the_wish_is_refused_and_writes_nowhere_else() throws Exception {
        var slug = "ruban-obei";
        var request = handed(slug);
        assertThat(screen(slug, request)).contains("/component/decline");
        API.model((turn, asked) -> turn > 0
                ? MessagesStub.says("Done")
                : written(
                        asked,
                        HERO,
                        "/" + HERO,
                        shipped(HERO) + "\n<script>fetch('https://evil.example/')</script>\n"));
        var script = crafted(slug, request);
        assertThat(script.path("state").asString()).isEqualTo("FAILED");
        assertThat(problem(slug, request)).isEqualTo("component-refused");

        var outside = Files.createTempDirectory("outside").resolve("owned");
        for (var forbidden :
                List.of("/../owned.txt", "/src/components/Picture.astro", "/package.json", "/src/lib/context.ts")) {
            API.model((turn, asked) -> turn > 0 ? MessagesStub.says("Done") : written(asked, HERO, forbidden, "owned"));
            var refused = crafted(slug, request);
            assertThat(refused.path("state").asString()).as(forbidden).isEqualTo("FAILED");
            assertThat(refused.path("diff").size()).isZero();
        }
        API.model((turn, _) -> turn > 0
                ? MessagesStub.says("Done")
                : MessagesStub.content(
                        "tool_use",
                        MessagesStub.use(
                                "Bash", MessagesStub.JSON.createObjectNode().put("command", "touch " + outside)),
                        WritingModel.write(outside.toString(), "owned")));
        assertThat(crafted(slug, request).path("state").asString()).isEqualTo("FAILED");
        assertThat(outside).doesNotExist();
        assertThat(files(slug).keySet()).noneMatch(path -> path.startsWith("src/"));

        assertThat(screen(slug, request)).contains("/component/decline");
        mendedOnly(slug, request);
        assertThat(decided(slug, request, "decline", Map.of()).statusCode()).isEqualTo(422);
        database.sql("update editing_change set state = 'ASKED' where id = ?::uuid")
                .param(request)
                .update();
        var declined = decided(slug, request, "decline", Map.of("reason", "Trop chargé"));
        assertThat(Client.json(declined).path("reason").asString()).isEqualTo("Trop chargé");
        assertThat(begun(slug, request, "Hero").statusCode()).isEqualTo(409);
        assertThat(screen(slug, request)).doesNotContain("/component/decline");
    }

    /** A component with a style sheet, which nobody touches in either round: it stays the template's. */
    private void mendedOnly(String slug, String request) {
        var services = "src/components/sections/Services.astro";
        API.model((turn, asked) -> {
            var text = WritingModel.dossier(asked).has("complaint") ? "{section.title}" : "{section.title";
            var changed = shipped(services).replace("  <ul ", "  <p>" + text + "</p>\n  <ul ");
            return turn > 0 ? MessagesStub.says("Done") : written(asked, services, "/" + services, changed);
        });
        var mended = crafted(slug, request, "Services");
        assertThat(mended.path("state").asString()).as(mended.toPrettyString()).isEqualTo("PROPOSED");
        assertThat(mended.path("diff"))
                .singleElement()
                .satisfies(file -> assertThat(file.asString()).contains("--- a/" + services));
    }

    private String screen(String slug, String request) {
        var browser = Client.of(environment).signedIn("admin", Client.ADMIN_PASSWORD);
        return browser.get("/sites/" + slug + "/changes/" + request).body();
    }

    private void read(Browser browser, Look look, String slug, String request) throws Exception {
        var page = browser.open("http://localhost:" + environment.getProperty("local.server.port"), look);
        page.navigate("/sign-in");
        page.fill("#username", "admin");
        page.fill("#password", Client.ADMIN_PASSWORD);
        page.keyboard().press("Enter");
        page.waitForURL("**/");
        page.navigate("/sites/" + slug + "/changes/" + request);
        page.locator(".diff .plus").first().waitFor();
        assertThat(page.frameLocator(".craft-frames figure:last-child iframe")
                        .locator(".ribbon")
                        .textContent())
                .isNotBlank();
        assertThat(page.frameLocator(".craft-frames figure:first-child iframe")
                        .locator(".ribbon")
                        .count())
                .isZero();
        page.waitForTimeout(500);
        assertThat(((Number) page.evaluate("document.documentElement.scrollWidth")).intValue())
                .isLessThanOrEqualTo(look.width());
        assertThat(new Axe().violations(page)).isEmpty();
        page.locator(".craft-frames").scrollIntoViewIfNeeded();
        if (!FOLDER.isEmpty())
            page.screenshot(new Page.ScreenshotOptions()
                    .setFullPage(true)
                    .setPath(Path.of(FOLDER, "stories", "component-" + look.width() + "-" + look.language() + ".png")));
        page.context().close();
    }

    /** A site without a model, and a request that its data cannot meet. */
    private String handed(String slug) {
        written(slug);
        API.model((_, _) -> {
            var answer = MessagesStub.JSON.createObjectNode().put("summary", "").put("needsComponent", "Un ruban.");
            answer.putArray("operations");
            return MessagesStub.answers(answer);
        });
        var asked = chantier.api().post("/api/sites/" + slug + "/change-requests", Map.of("text", WISH));
        assertThat(asked.statusCode()).as(asked.body()).isEqualTo(202);
        chantier.finished(Client.json(asked).path("job").asString());
        return Client.json(asked).path("id").asString();
    }

    private JsonNode crafted(String slug, String request) {
        return crafted(slug, request, "Hero");
    }

    private JsonNode crafted(String slug, String request, String section) {
        var begun = begun(slug, request, section);
        assertThat(begun.statusCode()).as(begun.body()).isEqualTo(202);
        chantier.finished(Client.json(begun).path("job").asString());
        return Client.json(chantier.api().get(path(slug, request) + "/component"));
    }

    private java.net.http.HttpResponse<String> begun(String slug, String request, String section) {
        return chantier.api().post(path(slug, request) + "/component", Map.of("component", section));
    }

    private java.net.http.HttpResponse<String> decided(
            String slug, String request, String what, Map<String, String> body) {
        return chantier.api().post(path(slug, request) + "/component/" + what, body);
    }

    private String problem(String slug, String request) {
        return Client.json(chantier.api().get(path(slug, request)))
                .at("/problem/code")
                .asString("");
    }

    private static String path(String slug, String request) {
        return "/api/sites/" + slug + "/change-requests/" + request;
    }
}
