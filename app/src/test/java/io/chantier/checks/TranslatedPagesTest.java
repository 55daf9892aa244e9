package io.chantier.checks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.chantier.languages.Catalog;
import io.chantier.languages.Catalog.By;
import io.chantier.languages.Catalog.Entry;
import io.chantier.sites.Wishes;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The gate looks at the pages of a further language: in their own language, and by what the main one says. */
class TranslatedPagesTest {

    private static final String TEXT = "Nous préparons les meilleures tartes de Colmar depuis 1987, à 12 €.";

    private static Examined site(String german, String from) {
        return site(TEXT, german, from);
    }

    private static Examined translated(String french, String german) {
        return site(french, german, french);
    }

    private static Examined site(String french, String german, String from) {
        var data = new TreeMap<String, byte[]>();
        data.put("data/site.json", "{\"name\":\"Boulangerie\",\"language\":\"fr\"}".getBytes(UTF_8));
        data.put("data/content.json", """
                {"pages":[{"path":"/","kind":"home","label":"Accueil","title":"Boulangerie","sections":[{"type":"text","paragraphs":["%s"]}]}]}""".formatted(french).getBytes(UTF_8));
        var catalog = Catalog.empty("de");
        var author = By.author("claude", "", "", Instant.EPOCH);
        catalog.put(new Entry("content#/pages/0/label", "Accueil", "Startseite", author));
        catalog.put(new Entry("content#/pages/0/sections/0/paragraphs/0", from, german, author));
        var files = new TreeMap<String, byte[]>();
        files.put("index.html", page("fr", french));
        files.put("de/index.html", page("de", german));
        files.put("de/404.html", page("de", "Seite nicht gefunden"));
        var source = new io.chantier.reading.Source(
                "brief",
                "fr",
                List.of(),
                List.of(),
                new io.chantier.reading.Source.Look("", Map.of(), List.of(), Map.of()),
                List.of(),
                List.of());
        var evidence = new Candidate.Evidence(source, Wishes.NONE, Set.of(french));
        return Examined.of(new Candidate(catalog.in(data), files, evidence, Map.of(), Gates.MARKER));
    }

    private static byte[] page(String language, String text) {
        return "<!doctype html><html lang=\"%s\"><title>Boulangerie</title><main><h1>B</h1><p>%s</p></main></html>"
                .formatted(language, text)
                .getBytes(UTF_8);
    }

    @Test
    void a_translation_may_say_in_its_words_what_the_main_text_says() {
        var site = site("Seit 1987 backen wir die besten Torten von Colmar, für 12 €.", TEXT);

        assertThat(new NothingInvented().examine(site)).isEmpty();
        assertThat(new Language().examine(site)).isEmpty();
        assertThat(new Translated().examine(site)).isEmpty();
    }

    @Test
    void a_translation_that_claims_more_is_held_back() {
        var site = site("Nummer 1 in Europa: die besten Torten von Colmar seit 1987, für 13 €.", TEXT);

        assertThat(new NothingInvented().examine(site))
                .extracting(Finding::code, Finding::page, Finding::pointer)
                .contains(
                        org.assertj.core.groups.Tuple.tuple(
                                "invented-price", "/de/", "de/content#/pages/0/sections/0/paragraphs/0"),
                        org.assertj.core.groups.Tuple.tuple(
                                "invented-rank", "/de/", "de/content#/pages/0/sections/0/paragraphs/0"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    invented-credential | Certifié par Qualibat, 500 clients.  | Zertifiziert durch Fakebat, 500 Kunden.
                    invented-claim      | Certifié par Qualibat, 500 clients.  | Zertifiziert durch Qualibat, 900 Kunden.
                    invented-claim      | Certifié par Qualibat, 500 clients.  | Zertifiziert durch Qualibat, 500 Mitarbeiter.
                    invented-place      | Boulangerie à 68000 Colmar.          | Bäckerei in 67000 Straßburg.
                    invented-price      | Des tartes pour tous.                | Torten für １３ €.
                    invented-phone      | Appelez-nous.                        | Rufen Sie an: ٠٦ ١١ ٢٢ ٣٣ ٤٤.
                    """)
    void what_the_main_text_does_not_say_is_held_back(String code, String french, String german) {
        assertThat(new NothingInvented().examine(translated(french, german)))
                .extracting(Finding::code, Finding::page, Finding::pointer)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(
                        code, "/de/", "de/content#/pages/0/sections/0/paragraphs/0"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    Certifié par Qualibat, 500 clients, 25 ans. | Zertifiziert durch Qualibat, 500 Kunden, 25 Jahre.
                    Noté 4,9/5 par 120 avis.                    | 120 reviews, rated 4.9/5.
                    """)
    void the_same_figure_of_the_same_things_is_no_claim_of_its_own(String french, String german) {
        assertThat(new NothingInvented().examine(translated(french, german))).isEmpty();
    }

    @Test
    void what_is_out_of_date_is_told_at_its_text() {
        var site = site("Früher hatten wir Torten.", "Avant, nous avions des tartes.");

        assertThat(new Translated().examine(site))
                .extracting(Finding::code, Finding::page, Finding::excerpt)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(
                        "translation-outdated", "/de/", "Früher hatten wir Torten."));
    }

    @Test
    void the_browser_looks_at_the_kinds_of_pages_of_every_language() {
        var site = site("Torten", TEXT);

        assertThat(PageTypes.of(site)).containsExactly("index.html", "de/index.html", "de/404.html");
    }
}
