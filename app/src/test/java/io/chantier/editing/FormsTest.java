package io.chantier.editing;

import static org.assertj.core.api.Assertions.assertThat;

import io.chantier.checks.SchemasFixture;
import io.chantier.editing.Piece.Widget;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The form is what the schema says, whatever stands in the data. */
class FormsTest {

    private static final String CONTENT = """
            {"version":1,"pages":[{"path":"/","kind":"home","label":"Accueil","title":"Atelier","inMenu":true,"sections":[
              {"type":"hero","title":"Bienvenue"},
              {"type":"faq","items":[{"question":"Quand ?","answer":"Demain."}]}]}]}""";

    private final Forms forms = new Forms(SchemasFixture.ofTheTemplate());
    private final Draft draft = draft(CONTENT);

    @Test
    void a_line_a_text_a_picture_and_a_list_are_each_what_they_are() {
        var hero = fields(forms.of(draft, at("/content/pages/0/sections/0"), Set.of()));

        assertThat(hero).extracting(Piece.Field::name).startsWith("title", "text", "image");
        assertThat(hero).extracting(Piece.Field::widget).startsWith(Widget.LINE, Widget.TEXT, Widget.PICTURE);
        assertThat(hero.getFirst().value()).isEqualTo("Bienvenue");
        assertThat(hero.getFirst().required()).isTrue();
        assertThat(hero.getFirst().most()).isEqualTo(300);
        assertThat(hero.get(1).required()).isFalse();
    }

    @Test
    void a_list_shows_its_items_and_an_empty_one_to_add() {
        var faq = (Piece.Group) forms.of(draft, at("/content/pages/0/sections/1"), Set.of());
        var items = faq.pieces().stream()
                .filter(Piece.Items.class::isInstance)
                .map(Piece.Items.class::cast)
                .findFirst()
                .orElseThrow();

        assertThat(items.items()).hasSize(1);
        assertThat(fields(items.items().getFirst()))
                .extracting(Piece.Field::value)
                .containsExactly("Quand ?", "Demain.");
        assertThat(items.blank().at()).hasToString("/content/pages/0/sections/1/items/1");
        assertThat(fields(items.blank())).extracting(Piece.Field::value).containsOnly("");
    }

    @Test
    void choices_ticks_and_days_come_from_enumerations_and_booleans() {
        var page = fields(forms.of(draft, at("/content/pages/0"), Set.of("sections")));
        assertThat(page)
                .filteredOn(field -> field.name().equals("inMenu"))
                .singleElement()
                .satisfies(field -> {
                    assertThat(field.widget()).isEqualTo(Widget.SWITCH);
                    assertThat(field.value()).isEqualTo("true");
                });
        var hours = fields(((Piece.Items) forms.of(draft, at("/site/hours"), Set.of())).blank());
        assertThat(hours.getFirst().widget()).isEqualTo(Widget.SEVERAL);
        assertThat(hours.getFirst().options()).startsWith("mo", "tu");
        var look = fields(forms.of(draft, at("/tokens"), Set.of()));
        assertThat(look)
                .filteredOn(field -> field.at().toString().equals("/tokens/layout/hero"))
                .singleElement()
                .satisfies(field -> assertThat(field.options()).contains("split", "cover"));
        assertThat(look).extracting(Piece.Field::widget).contains(Widget.COLOUR);
    }

    @Test
    void every_type_of_section_that_the_schema_knows_has_a_form() {
        assertThat(forms.sectionTypes()).contains("hero", "faq", "legal");
        for (var type : forms.sectionTypes()) {
            var piece = forms.ofNewSection(at("/content/pages/0/sections/2"), type);
            assertThat(piece).as(type).isInstanceOf(Piece.Group.class);
            assertThat(fields(piece)).as(type).noneMatch(field -> field.name().equals("type"));
        }
    }

    private static List<Piece.Field> fields(Piece piece) {
        return switch (piece) {
            case Piece.Field field -> List.of(field);
            case Piece.Group group ->
                group.pieces().stream().flatMap(one -> fields(one).stream()).toList();
            case Piece.Items items -> {
                var all = new ArrayList<Piece.Field>();
                items.items().forEach(one -> all.addAll(fields(one)));
                yield all;
            }
        };
    }

    private static Pointer at(String text) {
        return Pointer.read(text).orElseThrow();
    }

    private static Draft draft(String content) {
        var files = new TreeMap<String, byte[]>();
        files.put("data/content.json", content.getBytes(StandardCharsets.UTF_8));
        return Draft.of(files);
    }
}
