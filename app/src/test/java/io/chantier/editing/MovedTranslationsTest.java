package io.chantier.editing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.chantier.languages.Catalog;
import io.chantier.languages.Catalog.By;
import io.chantier.languages.Catalog.Entry;
import io.chantier.languages.Translation;
import io.chantier.languages.Translation.State;
import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A translation that is out of date, when the section of its text is moved, removed or joined by others. */
class MovedTranslationsTest {

    private static final String ROOFS =
            "{\"type\":\"text\",\"title\":\"Toits de Quimper\",\"paragraphs\":[\"Nous couvrons.\"]}";
    private static final String STAIRS = "{\"type\":\"text\",\"title\":\"Escaliers droits\"}";
    private static final String DOORS = "{\"type\":\"text\",\"title\":\"Portes anciennes\"}";

    @Test
    void it_goes_where_its_section_goes() {
        var before = outOfDate(content(ROOFS, STAIRS));

        var after = moved(before, content(DOORS, STAIRS, ROOFS));

        assertThat(state(after, "Toits de Quimper")).isEqualTo(State.OUTDATED);
        assertThat(shown(after, "Toits de Quimper")).isEqualTo("DE Toits de Brest");
        assertThat(state(after, "Portes anciennes")).isEqualTo(State.MISSING);
        assertThat(shown(after, "Escaliers droits")).isEqualTo("DE Escaliers droits");
    }

    @Test
    void two_sections_that_change_places_keep_their_own() {
        var before = outOfDate(content(ROOFS, STAIRS));

        var after = moved(before, content(STAIRS, ROOFS));

        assertThat(shown(after, "Toits de Quimper")).isEqualTo("DE Toits de Brest");
        assertThat(shown(after, "Escaliers droits")).isEqualTo("DE Escaliers droits");
        assertThat(state(after, "Escaliers droits")).isEqualTo(State.CURRENT);
    }

    @Test
    void it_goes_away_with_its_section_and_is_counted() {
        var before = outOfDate(content(ROOFS, STAIRS, DOORS));
        var without = with(before, content(DOORS, STAIRS));

        var moved = MovedTranslations.follow(before, without);

        assertThat(state(moved.files(), "Portes anciennes")).isEqualTo(State.MISSING);
        assertThat(Catalog.of(moved.files(), "de").entries())
                .noneMatch(entry -> entry.text().contains("Brest"));
        assertThat(moved.told("r1")).containsKey("translationsDropped");
    }

    @Test
    void one_that_is_written_anew_in_the_same_breath_stays_as_it_is_written() {
        var before = outOfDate(content(ROOFS, STAIRS));
        var after = with(before, content(STAIRS, ROOFS));
        var anew = Catalog.empty("de").in(after);

        assertThat(MovedTranslations.follow(before, anew).files()).isSameAs(anew);
    }

    /** The first title was translated when it told of another town. */
    private static SortedMap<String, byte[]> outOfDate(String content) {
        var files = with(new TreeMap<>(), content);
        files.put("data/site.json", "{\"version\":1,\"name\":\"X\",\"language\":\"fr\"}".getBytes(UTF_8));
        var catalog = Catalog.empty("de");
        put(catalog, "content#/pages/0/sections/0/title", "Toits de Brest");
        put(catalog, "content#/pages/0/sections/0/paragraphs/0", "Nous couvrons.");
        put(catalog, "content#/pages/0/sections/1/title", "Escaliers droits");
        return catalog.in(files);
    }

    private static void put(Catalog catalog, String at, String from) {
        catalog.put(new Entry(at, from, "DE " + from, By.author("claude", "m", "j", Instant.EPOCH)));
    }

    private static String content(String... sections) {
        return "{\"version\":1,\"pages\":[{\"path\":\"/\",\"kind\":\"home\",\"sections\":[" + String.join(",", sections)
                + "]}]}";
    }

    private static SortedMap<String, byte[]> with(SortedMap<String, byte[]> files, String content) {
        var all = new TreeMap<>(files);
        all.put("data/content.json", content.getBytes(UTF_8));
        return all;
    }

    private static SortedMap<String, byte[]> moved(SortedMap<String, byte[]> before, String content) {
        return MovedTranslations.follow(before, with(before, content)).files();
    }

    private static State state(SortedMap<String, byte[]> files, String main) {
        return line(files, main).state();
    }

    private static String shown(SortedMap<String, byte[]> files, String main) {
        return line(files, main).text();
    }

    private static Translation.Line line(SortedMap<String, byte[]> files, String main) {
        return Translation.of(files, "de", Map.of()).lines().stream()
                .filter(line -> line.main().text().equals(main))
                .findFirst()
                .orElseThrow();
    }
}
