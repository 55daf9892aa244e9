package io.chantier.manual;

import static org.assertj.core.api.Assertions.assertThat;

import io.chantier.ChantierTest;
import io.chantier.Client;
import io.chantier.generation.claude.Trouble;
import io.chantier.identity.Routes;
import io.chantier.identity.Routes.Route;
import io.chantier.web.Brand;
import io.chantier.web.HelpPages;
import io.chantier.web.House;
import io.chantier.web.OrderPrices;
import io.chantier.web.ProblemAction;
import io.chantier.web.Words;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;

@ChantierTest
class ManualTest {

    /** No page of these is read by a person: files, the manual itself, and what only redirects. */
    private static final Pattern NO_PAGE = Pattern.compile(
            "/(api|v3|webjars|assets|_static|actuator|manual|appearance|backup-files|favicon|palette)\\b.*|/error|.*/(live|original|thumbnail|card|export|shot|picture)(/.*)?|.*/(logo|colours\\.css)|.*\\.(csv|png|html|json)");

    @Autowired
    Environment environment;

    @Autowired
    Manual manual;

    @Autowired
    HelpPages help;

    @Autowired
    House house;

    @Test
    void both_languages_have_the_same_pages() {
        assertThat(names(Locale.FRENCH))
                .containsExactlyInAnyOrderElementsOf(names(Locale.ENGLISH))
                .contains("", "first-site", "people", "errors");
    }

    @Test
    void each_page_of_the_dashboard_has_help_that_exists_in_both_languages() {
        var pages = Routes.table().stream()
                .filter(route -> route.method().equals("GET"))
                .map(Route::pattern)
                .map(pattern -> pattern.getPatternString().replaceAll("\\{[^}]+}", "x"))
                .filter(path -> !NO_PAGE.matcher(path).matches())
                .toList();
        assertThat(pages).hasSizeGreaterThan(20);
        for (var path : pages) {
            assertThat(help.about(path)).as("help about %s", path).isPresent();
            assertExists(help.about(path).orElseThrow());
        }
    }

    @Test
    void the_frame_links_to_the_help_of_its_page() {
        var browser = Client.of(environment).signedIn("admin", Client.ADMIN_PASSWORD);
        for (var path : List.of("/", "/sites", "/sites/new", "/members", "/account", "/settings", "/outbox")) {
            var links = Jsoup.parse(browser.get(path).body()).select("a[data-help]");
            assertThat(links).as(path).isNotEmpty();
            assertThat(links.attr("href")).isEqualTo(help.about(path).orElseThrow());
        }
        assertThat(Client.of(environment).get("/sign-in").body()).contains("href=\"/manual/people#sign-in\"");
    }

    @Test
    void every_link_inside_the_manual_leads_somewhere() {
        for (var language : Words.LANGUAGES) {
            for (var page : manual.pages(language)) {
                for (var link : Jsoup.parse(page.html()).select("a[href]")) {
                    var address = link.attr("href");
                    if (address.startsWith("http")) continue;
                    assertThat(address).as("in %s", page.name()).startsWith("/manual");
                    assertExists(language, address);
                }
            }
        }
    }

    @Test
    void a_link_to_another_page_works_in_the_repository_too() throws Exception {
        for (var language : Words.LANGUAGES) {
            var folder = Path.of("../docs/manual").resolve(language.getLanguage());
            for (var page : manual.pages(language)) {
                var file = folder.resolve((page.name().isEmpty() ? "README" : page.name()) + ".md");
                var links = Pattern.compile("]\\(([a-zA-Z-]+\\.md)").matcher(Files.readString(file));
                while (links.find()) assertThat(folder.resolve(links.group(1))).exists();
            }
        }
    }

    @Test
    void every_problem_has_its_remedy_in_the_manual_in_both_languages() {
        var codes = new TreeSet<String>();
        new Words()
                .keys(Locale.FRENCH).stream()
                        .filter(key -> key.matches("problem\\.[^.]+\\.(title|detail|remedy)"))
                        .forEach(key -> codes.add(key.split("\\.")[1]));
        assertThat(codes).hasSizeGreaterThan(80);
        for (var language : List.of("fr", "en")) {
            var page = Jsoup.parse(Client.of(environment)
                    .get("/manual/errors?lang=" + language)
                    .body());
            for (var code : codes) {
                var entry = page.getElementById(code);
                assertThat(entry).as("%s in %s", code, language).isNotNull();
                assertThat(entry.select(".note-remedy").text())
                        .as(code)
                        .isNotBlank()
                        .doesNotContain("{");
                assertThat(help.aboutProblem(code)).contains("/manual/errors#" + code);
            }
        }
    }

    @Test
    void a_button_against_a_problem_has_words_and_leads_to_a_page() {
        var words = new Words();
        var pages = Routes.table().stream()
                .filter(route -> route.method().equals("GET"))
                .map(route -> route.pattern().getPatternString())
                .toList();
        assertThat(house.actions()).hasSizeGreaterThan(30).allSatisfy(action -> {
            assertThat(words.has(Locale.FRENCH, "problem." + action.code() + ".title"))
                    .as(action.code())
                    .isTrue();
            assertThat(words.has(Locale.FRENCH, action.key())).as(action.key()).isTrue();
            if (!action.path().equals("{here}")) {
                assertThat(pages).contains(action.path().replace("{site}", "/sites/{slug}"));
            }
        });
    }

    @Test
    void somebody_can_do_something_at_once_whatever_keeps_an_old_site_from_being_read() {
        var codes = new TreeSet<String>();
        for (var key : new Words().keys(Locale.FRENCH)) {
            if (key.matches("problem\\.reading-[^.]+\\.remedy")) codes.add(key.split("\\.")[1]);
        }
        assertThat(codes)
                .hasSizeGreaterThan(12)
                .allSatisfy(code -> assertThat(buttons(code, "/sites/atelier/jobs/1"))
                        .as(code)
                        .isNotEmpty());
        assertThat(buttons("reading-connect", "/sites/atelier"))
                .as("beside the button that tries again")
                .containsExactly("/sites/atelier/details", "/sites/new/brief");
    }

    private List<String> buttons(String code, String path) {
        var actions = house.actions().stream().collect(Collectors.groupingBy(ProblemAction::code));
        return new House.Seen(Brand.CHANTIER, path, "/", HelpPages.NONE, OrderPrices.NONE, actions)
                .buttons(code, Map.of()).stream().map(House.Button::address).toList();
    }

    @Test
    void an_error_page_has_its_remedy_a_button_and_a_link_into_the_manual() {
        var viewer = Client.of(environment).signedIn("admin", Client.ADMIN_PASSWORD);
        var gone = viewer.get("/sites/no-such-site?lang=fr");
        assertThat(gone.statusCode()).isEqualTo(404);
        assertThat(gone.body()).contains("/manual/errors#", "href=\"/sites\"");
        var expired = Client.of(environment)
                .with("Referer", "http://evil.example//evil.example/x")
                .form("/sign-in", Map.of("username", "x"));
        assertThat(expired.statusCode()).isEqualTo(403);
        assertThat(expired.body()).contains("/manual/errors#form-expired").doesNotContain("evil.example");
    }

    @Test
    void the_page_of_the_author_ends_with_each_failure_of_its_program() {
        for (var language : Words.LANGUAGES)
            assertThat(manual.problemsOn("author", language))
                    .extracting(ProblemEntry::code)
                    .containsAll(Stream.of(Trouble.values()).map(Trouble::code).toList())
                    .allMatch(code -> code.startsWith("claude-"));
    }

    @Test
    void every_finding_is_explained_with_its_remedy() {
        var codes = new Words()
                .keys(Locale.FRENCH).stream()
                        .filter(key -> key.startsWith("finding.") && !key.startsWith("finding.severity."))
                        .map(key -> key.split("\\.")[1])
                        .distinct()
                        .toList();
        for (var language : Words.LANGUAGES) {
            var html = manual.page(language, "checks").orElseThrow().html();
            assertThat(codes).allSatisfy(code -> assertThat(html).contains("<code>" + code + "</code>"));
        }
    }

    @Test
    void words_are_found_whatever_their_accents_and_what_is_looked_for_is_only_shown() {
        assertThat(manual.search(Locale.FRENCH, "reparation ROLE").size()).isZero();
        assertThat(manual.search(Locale.FRENCH, "roles"))
                .isNotEmpty()
                .allSatisfy(hit -> assertThat(hit.excerpt()).isNotBlank());
        assertThat(manual.search(Locale.FRENCH, "derniere")).isNotEmpty();
        assertThat(manual.search(Locale.ENGLISH, "link works once"))
                .extracting(Manual.Hit::address)
                .contains("/manual/people#invitations");
        assertThat(manual.search(Locale.ENGLISH, "gate-closed"))
                .extracting(Manual.Hit::address)
                .contains("/manual/errors#gate-closed");
        var hostile = Client.of(environment).get("/manual?lang=en&q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E");
        assertThat(hostile.statusCode()).isEqualTo(200);
        assertThat(hostile.body()).doesNotContain("<script>alert");
        assertThat(Client.of(environment)
                        .get("/manual?q=" + "a%20".repeat(2000))
                        .statusCode())
                .isBetween(200, 431);
        assertThat(Client.of(environment).get("/manual/..%2f..%2fpom").statusCode())
                .isBetween(400, 404);
        assertThat(Client.of(environment).get("/manual/nothing").statusCode()).isEqualTo(404);
    }

    @Test
    void html_in_a_page_is_text() {
        var page =
                new Markdown().page("x", "# X\n\n<script>alert(1)</script> [a](javascript:alert) <b onclick=x>b</b>");
        assertThat(page.html()).doesNotContain("<script", "<b ", "href=\"javascript:");
    }

    private void assertExists(String address) {
        for (var language : Words.LANGUAGES) assertExists(language, address);
    }

    private void assertExists(Locale language, String address) {
        var uri = URI.create(address);
        var page = manual.page(language, uri.getPath().replaceFirst("^/manual/?", ""));
        assertThat(page).as("%s in %s", address, language).isPresent();
        if (uri.getFragment() != null) {
            assertThat(page.orElseThrow().has(uri.getFragment()))
                    .as("%s in %s", address, language)
                    .isTrue();
        }
    }

    private List<String> names(Locale language) {
        return manual.pages(language).stream().map(ManualPage::name).toList();
    }
}
