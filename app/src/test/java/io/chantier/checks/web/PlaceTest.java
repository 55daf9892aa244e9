package io.chantier.checks.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The way from a finding to the field of the editor in which it is put right. */
class PlaceTest {

    private static final SortedMap<String, byte[]> FILES =
            new TreeMap<>(Map.of("data/content.json", """
                    {"pages":[{"path":"/","label":"Accueil","sections":[]},
                     {"path":"/nos-services/","label":"Services","sections":[{"type":"hero"},
                      {"type":"faq","title":"Vos questions","items":[{"answer":"Oui"}]}]}]}""".getBytes(StandardCharsets.UTF_8)));

    @Test
    void a_text_of_a_section_is_in_its_card() {
        var place = of("content#/pages/1/sections/1/items/0/answer");

        assertThat(place.page().label()).isEqualTo("Services");
        assertThat(place.section()).isEqualTo(new Place.Section(2, "faq", "Vos questions"));
        assertThat(place.rest()).containsExactly("items", "0", "answer");
        assertThat(place.href())
                .isEqualTo("/sites/x/edit?on=%2Fnos-services%2F&card=section-1"
                        + "#%2Fcontent%2Fpages%2F1%2Fsections%2F1%2Fitems%2F0%2Fanswer");
    }

    @Test
    void a_text_of_the_page_or_of_the_business_is_in_theirs() {
        assertThat(of("content#/pages/0/title").href()).contains("on=%2F&card=page#");
        assertThat(of("site#/tagline").href()).contains("on=business&card=business#%2Fsite%2Ftagline");
        assertThat(of("site#/contact/phones/0/display").href()).contains("card=business-contact#");
    }

    @Test
    void a_translation_is_among_the_texts_of_its_language() {
        assertThat(of("de/content#/pages/1/title").href())
                .isEqualTo("/sites/x/edit/languages/de?on=%2Fnos-services%2F#%2Fcontent%23%2Fpages%2F1%2Ftitle");
    }

    @Test
    void what_is_gone_or_no_place_is_none() {
        assertThat(Place.of("content#/pages/7/title", Place.data(FILES), "/sites/x"))
                .isNull();
        assertThat(Place.of("other#/a", Place.data(FILES), "/sites/x")).isNull();
        assertThat(Place.of("nothing", Place.data(FILES), "/sites/x")).isNull();
        assertThat(of("content#/pages/1/sections/9/title").section()).isNull();
    }

    private static Place of(String pointer) {
        return Objects.requireNonNull(Place.of(pointer, Place.data(FILES), "/sites/x"));
    }
}
