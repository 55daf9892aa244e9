package io.chantier.editing;

import static org.assertj.core.api.Assertions.assertThat;

import io.chantier.checks.SchemasFixture;
import io.chantier.editing.Scrutiny.Judged;
import java.nio.charset.StandardCharsets;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a model proposes changes data of the site and nothing else, whatever it was talked into. */
class ScrutinyTest {

    private static final String WISH = "Plus court ; ajoute notre blog https://blog.lefevre.fr/ et le samedi.";

    private static final String SITE = """
            {"version":1,"name":"Lefèvre","language":"fr","hours":[{"days":["mo"],"opens":"08:00","closes":"12:00"}],
             "social":[{"network":"Facebook","url":"https://www.facebook.com/lefevre"}],"legal":{"siren":"732829320"}}""";

    private static final String CONTENT = """
            {"version":1,"pages":[
              {"path":"/","kind":"home","label":"Accueil","title":"Atelier","inMenu":true,"sections":[
                {"type":"hero","title":"Bienvenue","text":"Des escaliers en bois massif."}]},
              {"path":"/mentions-legales/","kind":"legal","label":"Mentions","title":"Mentions légales","inMenu":false,
               "sections":[]}]}""";

    private final Scrutiny scrutiny = new Scrutiny(new Rules(SchemasFixture.ofTheTemplate()));

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            change-markup    | {"op":"replace","path":"/content/pages/0/sections/0/text","value":"<script>alert(1)</script>"}
            change-markup    | {"op":"replace","path":"/content/pages/0/sections/0/text","value":"[ici](javascript:alert(1))"}
            change-markup    | {"op":"replace","path":"/content/pages/0/sections/0/text","value":"Bois\\u202eflo"}
            change-address   | {"op":"replace","path":"/content/pages/0/sections/0/text","value":"Voyez https://evil.example/ pour tout."}
            change-address   | {"op":"replace","path":"/content/pages/0/sections/0/text","value":"Voyez //evil.zone/x pour tout."}
            change-address   | {"op":"replace","path":"/site/social/0/url","value":"https://facebook.com.evil.zone/lefevre"}
            change-address   | {"op":"add","path":"/site/social/-","value":{"network":"Blog","url":"https://evil-blog.lefevre.fr/"}}
            change-elsewhere | {"op":"replace","path":"/provenance/entries","value":{}}
            change-elsewhere | {"op":"add","path":"../src/pages/index.astro","value":"x"}
            change-elsewhere | {"op":"replace","path":"/content/pages/99/title","value":"Titre"}
            change-elsewhere | {"op":"move","from":"/.claude/settings.json","path":"/site/name"}
            change-elsewhere | {"op":"remove","path":"/content"}
            change-malformed | {"op":"copy","from":"/site/name","path":"/site/tagline"}
            change-malformed | {"op":"add","path":"/site/tagline"}
            change-legal     | {"op":"replace","path":"/content/pages/1/title","value":"Mentions"}
            change-legal     | {"op":"remove","path":"/content/pages/1"}
            change-legal     | {"op":"replace","path":"/content/pages/0/kind","value":"legal"}
            change-legal     | {"op":"replace","path":"/site/legal","value":{"siren":"111222333"}}
            change-misfits   | {"op":"add","path":"/site/hours/-","value":{"days":["someday"],"opens":"9","closes":"12:00"}}
            change-misfits   | {"op":"add","path":"/site/script","value":"rien"}
            change-misfits   | {"op":"replace","path":"/content/pages/0/sections/0/text","value":{"html":"rien"}}
            change-empty     | {"op":"replace","path":"/site/name","value":"Lefèvre"}
            """)
    void a_forged_proposal_is_refused_by_name(String code, String operation) {
        var judged = judged(operation);

        assertThat(judged).isInstanceOf(Judged.Refused.class);
        assertThat(((Judged.Refused) judged).why().code()).isEqualTo(code);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"op\":\"replace\",\"path\":\"/content/pages/0/sections/0/text\",\"value\":\"Des escaliers, et plus.\"}",
                "{\"op\":\"add\",\"path\":\"/site/hours/-\",\"value\":{\"days\":[\"sa\"],\"opens\":\"09:00\",\"closes\":\"12:00\"}}",
                "{\"op\":\"add\",\"path\":\"/site/social/-\",\"value\":{\"network\":\"Blog\",\"url\":\"https://blog.lefevre.fr/\"}}",
                "{\"op\":\"replace\",\"path\":\"/site/social/0/url\",\"value\":\"https://www.facebook.com/lefevre.bois\"}",
                "{\"op\":\"remove\",\"path\":\"/content/pages/0/sections/0/text\"}"
            })
    void words_and_what_the_person_or_the_site_names_are_let_through(String operation) {
        assertThat(judged(operation)).isInstanceOf(Judged.Fit.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Fit     | {"op":"replace","path":"/content/pages/0/sections/0/text","value":"Des escaliers."}
            Refused | {"op":"replace","path":"/content/pages/0/title","value":"Un atelier"}
            Refused | {"op":"replace","path":"/site/name","value":"Du bois"}
            Refused | {"op":"remove","path":"/content/pages/0/sections/0"}
            Refused | {"op":"add","path":"/content/pages/0/sections/0","value":{"type":"hero","title":"Encore"}}
            """)
    void what_was_asked_of_one_section_touches_nothing_else(String outcome, String operation) {
        var section = Pointer.of("content", "pages", "0", "sections", "0");

        var judged = scrutiny.judge(
                files(), Draft.JSON.readTree("[" + operation + "]"), new Change.Request(WISH, section, 1, null));

        assertThat(judged.getClass().getSimpleName()).isEqualTo(outcome);
        if (judged instanceof Judged.Refused(var why)) assertThat(why.code()).isEqualTo("change-beyond");
    }

    private Judged judged(String operation) {
        return scrutiny.judge(
                files(), Draft.JSON.readTree("[" + operation + "]"), new Change.Request(WISH, null, 1, null));
    }

    private static SortedMap<String, byte[]> files() {
        var files = new TreeMap<String, byte[]>();
        files.put("data/site.json", SITE.getBytes(StandardCharsets.UTF_8));
        files.put("data/content.json", CONTENT.getBytes(StandardCharsets.UTF_8));
        return files;
    }
}
