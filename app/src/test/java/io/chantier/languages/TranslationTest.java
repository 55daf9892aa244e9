package io.chantier.languages;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.chantier.languages.Catalog.By;
import io.chantier.languages.Catalog.Entry;
import io.chantier.languages.Translation.State;
import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A main text, its translation, and what becomes of the two when somebody changes the first. */
class TranslationTest {

    private static final By AUTHOR = By.author("claude", "sonnet", "job-1", Instant.EPOCH);
    private static final String PHONE = "06 98 76 54 32";

    private static SortedMap<String, byte[]> files(String sections) {
        var files = new TreeMap<String, byte[]>();
        files.put("data/site.json", """
                {"version":1,"name":"Plomberie Kervella","language":"fr","trade":"Plombier chauffagiste",
                 "contact":{"phones":[{"display":"%s","tel":"+33698765432"}]}}""".formatted(PHONE).getBytes(UTF_8));
        files.put("data/content.json", """
                {"version":1,"pages":[{"path":"/","kind":"home","label":"Accueil","title":"Plomberie Kervella","sections":[%s]}],
                 "redirects":[{"from":"/a","to":"/"}]}""".formatted(sections).getBytes(UTF_8));
        return files;
    }

    private static final String HERO = "{\"type\":\"hero\",\"title\":\"Dépannage à Brest\",\"text\":\"Appelez le "
            + PHONE + ", du lundi au vendredi.\"}";

    private static SortedMap<String, byte[]> translated(SortedMap<String, byte[]> files) {
        var catalog = Catalog.empty("de");
        for (var text : MainText.of(files, Map.of()))
            catalog.put(new Entry(
                    text.at(),
                    text.text(),
                    "DE " + text.text().replace("du lundi au vendredi", "Montag bis Freitag"),
                    AUTHOR));
        return catalog.in(files);
    }

    private static SortedMap<String, byte[]> changed(SortedMap<String, byte[]> files, String from, String to) {
        var changed = new TreeMap<>(files);
        for (var file : new String[] {"data/site.json", "data/content.json"})
            changed.put(
                    file, new String(changed.get(file), UTF_8).replace(from, to).getBytes(UTF_8));
        return changed;
    }

    private static Translation german(SortedMap<String, byte[]> files) {
        return Translation.of(files, "de", Map.of());
    }

    private static Translation.Line line(Translation translation, String text) {
        return translation.lines().stream()
                .filter(line -> line.text().equals(text))
                .findFirst()
                .orElseThrow(() -> new AssertionError(text + " is not among " + translation.lines()));
    }

    @Test
    void texts_are_translated_and_names_facts_and_paths_are_not() {
        var texts = MainText.of(files(HERO), Map.of());

        assertThat(texts)
                .extracting(MainText::at)
                .containsExactly(
                        "site#/trade",
                        "content#/pages/0/label",
                        "content#/pages/0/sections/0/title",
                        "content#/pages/0/sections/0/text");
    }

    @Test
    void a_further_language_has_the_facts_of_the_main_one_as_they_are_now() {
        var files = changed(translated(files(HERO)), PHONE, "02 98 00 11 22");

        var german = german(files);

        assertThat(german.site().at("/contact/phones/0/display").asString()).isEqualTo("02 98 00 11 22");
        assertThat(german.site().path("language").asString()).isEqualTo("de");
        assertThat(german.content().at("/pages/0/label").asString()).isEqualTo("DE Accueil");
        assertThat(german.content().has("redirects")).isFalse();
    }

    @Test
    void a_number_that_changed_in_a_text_changes_in_its_translation_too() {
        var files = changed(translated(files(HERO)), PHONE, "02 98 00 11 22");

        var line = line(german(files), "DE Appelez le 02 98 00 11 22, Montag bis Freitag.");

        assertThat(line.state()).isEqualTo(State.CURRENT);
    }

    @Test
    void a_text_of_which_more_changed_is_out_of_date_and_stands_as_it_was_translated() {
        var files = changed(translated(files(HERO)), "Dépannage à Brest", "Dépannage à Quimper");

        var line = line(german(files), "DE Dépannage à Brest");

        assertThat(line.state()).isEqualTo(State.OUTDATED);
        assertThat(line.isWanting()).isTrue();
    }

    @Test
    void a_section_that_is_put_before_others_takes_no_translation_from_them() {
        var before = translated(files(HERO));
        var after = new TreeMap<>(before);
        after.putAll(files("{\"type\":\"text\",\"title\":\"Nouveau\"}," + HERO));

        var german = german(after);

        assertThat(line(german, "DE Dépannage à Brest").main().at()).isEqualTo("content#/pages/0/sections/1/title");
        assertThat(line(german, "DE Dépannage à Brest").state()).isEqualTo(State.CURRENT);
        assertThat(line(german, "Nouveau").state()).isEqualTo(State.MISSING);
        assertThat(german.content().at("/pages/0/sections/0/title").asString()).isEqualTo("Nouveau");
    }

    @Test
    void a_translation_of_what_came_before_others_takes_the_place_of_none() {
        var before = translated(files(HERO));
        var byHand = Catalog.of(before, "de");
        byHand.put(new Entry(
                "content#/pages/0/sections/0/title",
                "Dépannage à Brest",
                "Notdienst in Brest",
                By.person("Anna", Instant.EPOCH)));
        var after = new TreeMap<>(byHand.in(before));
        after.putAll(files("{\"type\":\"text\",\"title\":\"Nouveau\",\"text\":\"Un texte.\"}," + HERO));
        var fresh = Catalog.empty("de");
        fresh.put(new Entry("content#/pages/0/sections/0/title", "Nouveau", "Neu", AUTHOR));
        fresh.put(new Entry("content#/pages/0/sections/0/text", "Un texte.", "Ein Text.", AUTHOR));

        var german = german(german(after).with(fresh).in(after));

        assertThat(german.lines())
                .allSatisfy(line -> assertThat(line.state()).as(line.toString()).isEqualTo(State.CURRENT));
        assertThat(line(german, "Neu").main().at()).isEqualTo("content#/pages/0/sections/0/title");
        assertThat(line(german, "Notdienst in Brest").isByHand()).isTrue();
        assertThat(line(german, "Notdienst in Brest").main().at()).isEqualTo("content#/pages/0/sections/1/title");
        assertThat(german.catalog().isAs(Catalog.of(german(after).with(fresh).in(after), "de")))
                .as("every text is at its place by then")
                .isTrue();
    }

    @Test
    void what_was_translated_while_texts_moved_goes_where_its_text_stands_now() {
        var fresh = Catalog.empty("de");
        fresh.put(new Entry("content#/pages/0/sections/0/title", "Dépannage à Brest", "Notdienst", AUTHOR));
        var moved = files("{\"type\":\"text\",\"title\":\"Nouveau\"}," + HERO);

        var german = german(german(moved).with(fresh).in(moved));

        assertThat(line(german, "Notdienst").main().at()).isEqualTo("content#/pages/0/sections/1/title");
        assertThat(line(german, "Nouveau").state()).isEqualTo(State.MISSING);
    }

    @Test
    void what_a_person_translated_is_out_of_date_but_wants_no_author() {
        var files = translated(files(HERO));
        var catalog = Catalog.of(files, "de");
        catalog.put(new Entry(
                "content#/pages/0/sections/0/title",
                "Dépannage à Brest",
                "Notdienst in Brest",
                By.person("Anna", Instant.EPOCH)));

        var line =
                line(german(changed(catalog.in(files), "Dépannage à Brest", "Urgences à Brest")), "Notdienst in Brest");

        assertThat(line.state()).isEqualTo(State.OUTDATED);
        assertThat(line.isByHand()).isTrue();
        assertThat(line.isWanting()).isFalse();
    }

    @Test
    void what_pictures_show_is_translated_by_the_picture() {
        var files = translated(files("{\"type\":\"gallery\",\"items\":[{\"image\":\"0123456789ab\"}]}"));
        var catalog = Catalog.of(files, "de");
        catalog.put(new Entry("images#/0123456789ab/alt", "Une chaudière", "Ein Kessel", AUTHOR));

        var german = Translation.of(catalog.in(files), "de", Map.of("0123456789ab", "Une chaudière"));

        assertThat(german.alts()).containsExactly(Map.entry("0123456789ab", "Ein Kessel"));
    }
}
