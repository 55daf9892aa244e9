package io.chantier;

import static org.assertj.core.api.Assertions.assertThat;

import io.chantier.identity.Role;
import io.chantier.web.Words;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.TextNode;
import org.junit.jupiter.api.Test;

class BundlesTest {

    private static final Words WORDS = new Words();
    private static final Pattern ARGUMENT = Pattern.compile("\\{([a-zA-Z]+)}");
    private static final String CODE = "\"([a-z][a-z0-9.-]*)\"";

    @Test
    void every_key_is_in_every_language() {
        var french = WORDS.keys(Locale.FRENCH);
        var english = WORDS.keys(Locale.ENGLISH);
        assertThat(difference(french, english)).as("only in French").isEmpty();
        assertThat(difference(english, french)).as("only in English").isEmpty();
    }

    @Test
    void a_text_says_the_same_things_in_every_language() {
        for (var key : WORDS.keys(Locale.FRENCH)) {
            assertThat(arguments(Locale.ENGLISH, key)).as(key).isEqualTo(arguments(Locale.FRENCH, key));
            assertThat(WORDS.say(Locale.ENGLISH, key)).as(key).isNotBlank();
            assertThat(WORDS.say(Locale.FRENCH, key)).as(key).isNotBlank();
        }
    }

    @Test
    void every_problem_has_a_title_a_detail_and_a_remedy() {
        var codes = used(
                "Problem\\.of\\(\\s*" + CODE,
                "new Problem\\(\\s*" + CODE,
                "new Failure\\(\\s*" + CODE,
                "StepOutcome\\.failed\\(\\s*" + CODE);
        assertThat(codes).isNotEmpty();
        assertWords(codes, "problem.%s.title", "problem.%s.detail", "problem.%s.remedy");
    }

    @Test
    void every_field_problem_has_words() {
        assertWords(used("(?:ofField|FieldProblem)\\(\\s*[^,()]+,\\s*" + CODE), "field.%s");
    }

    @Test
    void every_step_has_a_name_for_people() {
        assertWords(used("Step\\.named\\(\\s*" + CODE), "step.%s");
    }

    @Test
    void every_audit_line_has_words() {
        assertWords(used("[aA]udit\\.write\\(\\s*\\w[\\w.()]*,\\s*" + CODE), "audit.%s");
    }

    @Test
    void every_warning_has_words() {
        assertWords(used("new (?:Warnings\\.)?Warning\\(\\s*" + CODE), "warning.%s");
    }

    @Test
    void every_role_has_a_name() {
        assertWords(Arrays.stream(Role.values()).map(Enum::name).collect(Collectors.toSet()), "role.%s");
    }

    @Test
    void every_key_that_a_template_says_exists() {
        var keys = new TreeSet<String>();
        var say = Pattern.compile("\\bsay\\(\\s*\"([^\"]+)\"\\s*[,)]");
        for (var template : Sources.templates()) {
            say.matcher(template.text()).results().forEach(found -> keys.add(found.group(1)));
        }
        assertWords(keys, "%s");
    }

    @Test
    void every_entry_of_the_navigation_has_words() {
        assertWords(used("new NavigationEntry\\(\\s*" + CODE), "%s");
    }

    @Test
    void a_template_holds_no_literal_text() {
        for (var template : Sources.templates()) {
            var html = Jsoup.parse(JteText.markupOf(template.text()));
            html.select("code, kbd, body [lang]").remove();
            var texts = html.nodeStream(TextNode.class).map(TextNode::text);
            var spoken = html.getAllElements().stream()
                    .flatMap(element -> Stream.of("alt", "title", "placeholder", "aria-label", "aria-description")
                            .map(element::attr));
            assertThat(Stream.concat(texts, spoken)
                            .map(String::strip)
                            .filter(text -> text.matches("(?s).*\\p{L}{2}.*")))
                    .as("literal text in %s", template.path())
                    .isEmpty();
        }
    }

    private static void assertWords(Set<String> codes, String... keys) {
        var missing = new TreeSet<String>();
        for (var code : codes) {
            for (var key : keys) {
                for (var language : Words.LANGUAGES) {
                    if (!WORDS.has(language, key.formatted(code))) missing.add(key.formatted(code));
                }
            }
        }
        assertThat(missing).as("keys without words").isEmpty();
    }

    private static Set<String> used(String... patterns) {
        var found = new TreeSet<String>();
        for (var pattern : List.of(patterns)) {
            var compiled = Pattern.compile(pattern);
            for (var source : Sources.mainJava()) {
                // The agent answers programs, in the words of its contract.
                if (source.path().startsWith(Sources.PROJECT.resolve("agent"))) continue;
                compiled.matcher(source.text()).results().forEach(hit -> found.add(hit.group(1)));
            }
        }
        return found;
    }

    private static Set<String> arguments(Locale language, String key) {
        return ARGUMENT.matcher(WORDS.say(language, key))
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> difference(Set<String> one, Set<String> other) {
        var rest = new TreeSet<>(one);
        rest.removeAll(other);
        return rest;
    }
}
