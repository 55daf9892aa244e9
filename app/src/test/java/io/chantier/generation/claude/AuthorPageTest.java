package io.chantier.generation.claude;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.assertions.PlaywrightAssertions;
import io.chantier.Browser;
import io.chantier.Client;
import io.chantier.generation.AuthorSettings;
import io.chantier.identity.TeamFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The operator's page and API of the author, in front of the real program. */
class AuthorPageTest extends WithClaude {

    private static final String PATH = "/settings/author";

    @Autowired
    Environment environment;

    @Autowired
    TeamFixture people;

    @Autowired
    AuthorSettings settings;

    @Autowired
    JdbcClient database;

    private AuthorSettings.Chosen before;

    @BeforeEach
    void remember() {
        before = settings.chosen();
        API.model((_, _) ->
                MessagesStub.answers(MessagesStub.JSON.createObjectNode().put("answer", "ready")));
        database.sql("delete from metering_limit").update();
    }

    @AfterEach
    void asBefore() {
        settings.store(before);
    }

    @Test
    void the_operator_chooses_who_writes_and_with_which_models() {
        var browser = people.browser(people.operator());
        var saved = browser.submit(
                PATH,
                Map.of(
                        "author",
                        "offline",
                        "analysis",
                        "haiku",
                        "content",
                        "qwen3:8b",
                        "design",
                        "haiku",
                        "repair",
                        "us.anthropic.claude-sonnet-5-5:0",
                        "rounds",
                        "0"));

        assertThat(saved.statusCode()).as(saved.body()).isEqualTo(302);
        var kept = Client.json(api().get("/api/settings/author"));
        assertThat(kept.get("author").asString()).isEqualTo("offline");
        assertThat(kept.at("/models/content").asString()).isEqualTo("qwen3:8b");
        assertThat(kept.get("rounds").asInt()).isZero();
        assertThat(api().get("/api/audit?subject=author").body()).contains("author.change", "qwen3:8b");
        assertThat(browser.get("/sites/new").body()).doesNotContain("order-price");
    }

    @Test
    void what_is_no_model_and_no_number_of_rounds_is_named_and_shown_again() {
        var wrong = people.browser(people.operator())
                .submit(
                        PATH,
                        Map.of(
                                "author",
                                "claude",
                                "analysis",
                                "--model",
                                "content",
                                "so nnet",
                                "design",
                                "",
                                "repair",
                                "sonnet",
                                "rounds",
                                "6"));

        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(wrong.body())
                .contains("wrong-analysis", "wrong-content", "wrong-design", "wrong-rounds", "value=\"so nnet\"")
                .doesNotContain("wrong-repair");
        var refused = api().put(
                        "/api/settings/author",
                        Map.of("author", "nobody", "models", Map.of("repair", "a b"), "rounds", -1));
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("\"author\"", "\"repair\"", "\"rounds\"");
        assertThat(settings.chosen()).isEqualTo(before);
    }

    @Test
    void the_page_says_what_was_found_and_what_a_site_costs_and_never_the_key() {
        var page = people.browser(people.operator()).get(PATH).body();
        var told = Client.json(api().get("/api/settings/author"));

        assertThat(page)
                .contains(Condition.VERSION, PROGRAM.toString(), "ANTHROPIC_API_KEY", API.url(), "€")
                .doesNotContain(KEY);
        assertThat(told.toString()).doesNotContain(KEY);
        assertThat(told.at("/claude/version").asString()).isEqualTo(Condition.VERSION);
        assertThat(told.at("/claude/signIn").asString()).isEqualTo("key");
        assertThat(told.at("/claude/endpoint").asString()).isEqualTo(API.url());
        assertThat(told.at("/claude/walls").asBoolean()).isEqualTo(Walled.isPossible());
        assertThat(told.at("/claude/problem").asString()).isEmpty();
        assertThat(told.at("/estimate/likelyMicroUsd").asLong()).isBetween(1_000L, 200_000L);
        assertThat(told.at("/estimate/lowMicroUsd").asLong())
                .isLessThan(told.at("/estimate/highMicroUsd").asLong());
    }

    @Test
    void who_orders_sites_is_told_what_they_will_cost() {
        var one = Client.json(api().get("/api/costs/estimate"));
        var ten = Client.json(api().get("/api/costs/estimate?sites=10"));

        assertThat(ten.get("likelyMicroUsd").asLong())
                .isEqualTo(10 * one.get("likelyMicroUsd").asLong());
        assertThat(api().get("/api/costs/estimate?sites=0").statusCode()).isEqualTo(422);
        var browser = people.browser(people.operator());
        for (var form : new String[] {"/sites/new", "/sites/new/brief", "/sites/new/several"})
            assertThat(browser.get(form).body()).as(form).contains("order-price", "€");
    }

    @Test
    void a_test_proves_that_it_works_and_is_in_the_books_of_the_team() {
        var tested = api().post("/api/settings/author/test", Map.of());

        assertThat(tested.statusCode()).as(tested.body()).isEqualTo(200);
        assertThat(Client.json(tested).get("model").asString())
                .isEqualTo(before.models().analysis());
        assertThat(Client.json(tested).get("microUsd").asLong()).isBetween(1L, 10_000L);
        assertThat(database.sql("select count(*) from metering_usage where step = 'test' and team_id = ?")
                        .param(people.firstTeam().value())
                        .query(Integer.class)
                        .single())
                .isPositive();
        assertThat(API.requests()
                        .getLast()
                        .path("tools")
                        .valueStream()
                        .map(tool -> tool.path("name").asString("")))
                .as("nothing but the answer")
                .contains("StructuredOutput")
                .doesNotContain("Bash", "Read", "Edit", "Write", "WebFetch");

        var browser = people.browser(people.operator());
        var page = browser.submit(PATH, PATH + "/test", Map.of());
        assertThat(page.statusCode()).as("without scripts").isEqualTo(200);
        assertThat(page.body()).contains("note ok", before.models().analysis(), "<form");
        var part = browser.with("HX-Request", "true").submit(PATH, PATH + "/test", Map.of());
        assertThat(part.body()).as("with scripts").contains("note ok").doesNotContain("<html");
    }

    @Test
    void the_button_shows_that_it_waits_and_cannot_be_pressed_twice() {
        var asked = API.requests().size();
        var goesOn = new CountDownLatch(1);
        API.model((_, _) -> {
            try {
                goesOn.await(30, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return MessagesStub.answers(MessagesStub.JSON.createObjectNode().put("answer", "ready"));
        });
        try (var browser = Browser.start()) {
            var page = browser.open(
                    "http://localhost:" + environment.getProperty("local.server.port"), Browser.Look.PHONE);
            page.navigate("/sign-in");
            page.fill("#username", "admin");
            page.fill("#password", Client.ADMIN_PASSWORD);
            page.keyboard().press("Enter");
            page.waitForURL("**/");
            page.navigate(PATH);
            var button = page.locator("form[action$='/test'] button");
            button.click();
            PlaywrightAssertions.assertThat(page.locator("#testing")).isVisible();
            PlaywrightAssertions.assertThat(button).isDisabled();
            goesOn.countDown();
            PlaywrightAssertions.assertThat(page.locator("#tried .note.ok"))
                    .containsText(before.models().analysis());
            PlaywrightAssertions.assertThat(button).isEnabled();
            PlaywrightAssertions.assertThat(page.locator("#testing")).isHidden();
            assertThat(browser.complaints()).isEmpty();
        } finally {
            goesOn.countDown();
        }
        assertThat(API.requests()).hasSize(asked + 1);
    }

    @Test
    void a_refused_key_is_said_with_its_remedy() {
        API.model((_, _) -> new MessagesStub.Reply.Refused(401, "authentication_error", "invalid x-api-key"));

        var tested = api().post("/api/settings/author/test", Map.of());

        assertThat(tested.statusCode()).isEqualTo(502);
        assertThat(Client.json(tested).get("code").asString()).isEqualTo("claude-bad-key");
        assertThat(Client.json(tested).get("remedy").asString()).isNotBlank();
        assertThat(tested.body()).doesNotContain(KEY);
        assertThat(people.browser(people.operator())
                        .submit(PATH, PATH + "/test", Map.of())
                        .body())
                .contains("/manual/errors#claude-bad-key");
    }

    @Test
    void what_is_not_installed_may_be_chosen_and_is_warned_about() throws IOException {
        Files.delete(PROGRAM);
        try {
            var tested = api().post("/api/settings/author/test", Map.of());
            assertThat(tested.statusCode()).isEqualTo(409);
            assertThat(Client.json(tested).get("code").asString()).isEqualTo("claude-not-installed");
            assertThat(api().put("/api/settings/author", Map.of("author", "claude"))
                            .statusCode())
                    .isEqualTo(200);
            assertThat(people.browser(people.operator()).get(PATH).body()).contains("note warn", "doctor --fix");
        } finally {
            Files.createSymbolicLink(PROGRAM, Binary.real());
        }
    }

    private Client api() {
        return people.program(people.operator());
    }
}
