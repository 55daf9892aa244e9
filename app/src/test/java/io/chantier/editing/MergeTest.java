package io.chantier.editing;

import static org.assertj.core.api.Assertions.assertThat;

import io.chantier.editing.Typed.Entry;
import io.chantier.editing.Typed.Step;
import io.chantier.generation.Hand;
import io.chantier.generation.Said;
import io.chantier.generation.TextsByHand;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a form changes, while others change the same site. */
class MergeTest {

    private static final String SEEN = """
            {"pages":[{"path":"/","sections":[
              {"type":"hero","title":"Bienvenue","text":"Un texte"},
              {"type":"faq","items":[{"question":"A ?","answer":"a"},{"question":"B ?","answer":"b"}]},
              {"type":"text","paragraphs":["Un","Deux","Trois"]}]}]}""";
    private static final String TITLE = "/content/pages/0/sections/0/title";

    @Test
    void a_text_follows_its_section_when_somebody_else_has_moved_it() {
        var newest =
                changed(SEEN, new Operation.Move(at("/content/pages/0/sections/0"), at("/content/pages/0/sections/2")));

        var merged = Merge.of(draft(SEEN), newest, typed(TITLE, "Bonjour", null));

        assertThat(merged.conflicts()).isEmpty();
        assertThat(after(newest, merged, "/content/pages/0/sections/2/title")).isEqualTo("Bonjour");
    }

    @Test
    void different_fields_of_one_section_do_not_disturb_each_other() {
        var newest = changed(SEEN, put("/content/pages/0/sections/0/text", "Un autre texte"));

        var merged = Merge.of(draft(SEEN), newest, typed(TITLE, "Bonjour", null));

        assertThat(merged.conflicts()).isEmpty();
        assertThat(after(newest, merged, TITLE)).isEqualTo("Bonjour");
        assertThat(newest.at(at("/content/pages/0/sections/0/text")).asString()).isEqualTo("Un autre texte");
    }

    @Test
    void the_same_text_changed_twice_is_a_conflict_with_both_texts() {
        var newest = changed(SEEN, put(TITLE, "Salut"));

        var merged = Merge.of(draft(SEEN), newest, typed(TITLE, "Bonjour", null));

        assertThat(merged.operations()).isEmpty();
        assertThat(merged.conflicts())
                .containsExactly(new Conflict(at(TITLE), Entry.Form.TEXT, false, "Salut", "Bonjour"));
    }

    @Test
    void a_text_whose_section_somebody_removed_is_handed_back() {
        var newest = changed(SEEN, new Operation.Remove(at("/content/pages/0/sections/0")));

        var merged = Merge.of(draft(SEEN), newest, typed(TITLE, "Bonjour", null));

        assertThat(merged.conflicts()).singleElement().satisfies(conflict -> {
            assertThat(conflict.isGone()).isTrue();
            assertThat(conflict.mine()).isEqualTo("Bonjour");
        });
    }

    @Test
    void an_emptied_paragraph_leaves_and_those_after_it_stay_as_they_were() {
        var draft = draft(SEEN);
        var paragraphs = "/content/pages/0/sections/2/paragraphs";
        var typed = new LinkedHashMap<Pointer, Entry>();
        typed.put(at(paragraphs + "/0"), text(""));
        typed.put(at(paragraphs + "/1"), text("Deux et demi"));
        typed.put(at(paragraphs + "/3"), text("Quatre"));

        var merged = Merge.of(draft(SEEN), draft, new Typed("r", typed, null));
        merged.operations().forEach(one -> assertThat(draft.apply(one, "Julie")).isTrue());

        assertThat(draft.at(at(paragraphs)).toString()).isEqualTo("[\"Deux et demi\",\"Trois\",\"Quatre\"]");
    }

    @Test
    void what_moves_takes_its_provenance_along_and_what_is_typed_loses_it() {
        var draft = draft(SEEN);
        apply(draft, new Operation.Put(at(TITLE), Draft.JSON.valueToTree("Bonjour")));
        apply(draft, new Operation.Move(at("/content/pages/0/sections/1"), at("/content/pages/0/sections/0")));

        assertThat(said(draft, "/content/pages/0/sections/1/title")).isEqualTo(new Said.ByHand(Hand.named("Julie")));
        assertThat(said(draft, "/content/pages/0/sections/1/text"))
                .isEqualTo(new Said.OnPage("http://old/", "Un texte"));
        assertThat(said(draft, "/content/pages/0/sections/0/title")).isNull();
        assertThat(TextsByHand.in(draft.files())).containsExactly("Bonjour");
    }

    @Test
    void a_step_is_done_together_with_what_was_typed() {
        var draft = draft(SEEN);
        var step = new Step(Step.Kind.DOWN, at("/content/pages/0/sections/0"));

        var merged = Merge.of(draft(SEEN), draft, typed(TITLE, "Bonjour", step));
        merged.operations().forEach(one -> apply(draft, one));

        assertThat(draft.at(at("/content/pages/0/sections/1/title")).asString()).isEqualTo("Bonjour");
        assertThat(draft.at(at("/content/pages/0/sections/0/type")).asString()).isEqualTo("faq");
    }

    @Test
    void an_emptied_field_goes_from_its_own_section_when_that_is_moved_or_another_item_leaves() {
        var text = "/content/pages/0/sections/0/text";
        var moved = done(new Step(Step.Kind.DOWN, at("/content/pages/0/sections/0")), text);
        assertThat(moved.at(at("/content/pages/0/sections/1/title")).asString()).isEqualTo("Bienvenue");
        assertThat(moved.at(at("/content/pages/0/sections/1/text")).isMissingNode())
                .isTrue();
        assertThat(moved.at(at("/content/pages/0/sections/0/items")).size()).isEqualTo(2);

        var items = "/content/pages/0/sections/1/items";
        var left = done(new Step(Step.Kind.REMOVE, at(items + "/0")), items + "/1/answer");
        assertThat(left.at(at(items)).toString()).isEqualTo("[{\"question\":\"B ?\"}]");

        var paragraphs = "/content/pages/0/sections/2/paragraphs";
        var up = done(new Step(Step.Kind.UP, at(paragraphs + "/2")), paragraphs + "/1");
        assertThat(up.at(at(paragraphs)).toString()).isEqualTo("[\"Un\",\"Trois\"]");
    }

    @Test
    void a_list_leaves_with_its_last_item() {
        var paragraphs = "/content/pages/0/sections/2/paragraphs";
        var emptied = done(null, paragraphs + "/0", paragraphs + "/1", paragraphs + "/2");
        assertThat(emptied.at(at(paragraphs)).isMissingNode()).isTrue();

        var items = "/content/pages/0/sections/1/items";
        var one = changed(SEEN, new Operation.Remove(at(items + "/1")));
        var merged =
                Merge.of(one, one, new Typed("r", new LinkedHashMap<>(), new Step(Step.Kind.REMOVE, at(items + "/0"))));
        merged.operations().forEach(operation -> apply(one, operation));
        assertThat(one.at(at(items)).isMissingNode()).isTrue();
        assertThat(one.at(at("/content/pages/0/sections/1/type")).asString()).isEqualTo("faq");
    }

    private static Draft done(@Nullable Step step, String... emptied) {
        var draft = draft(SEEN);
        var typed = new LinkedHashMap<Pointer, Entry>();
        for (var pointer : emptied) typed.put(at(pointer), text(""));
        Merge.of(draft(SEEN), draft, new Typed("r", typed, step)).operations().forEach(one -> apply(draft, one));
        return draft;
    }

    private static void apply(Draft draft, Operation operation) {
        assertThat(draft.apply(operation, "Julie")).as(operation.toString()).isTrue();
    }

    private static @Nullable Said said(Draft draft, String pointer) {
        return draft.provenance().of(at(pointer).place()).orElse(null);
    }

    private static String after(Draft newest, Merge.Merged merged, String pointer) {
        merged.operations().forEach(one -> apply(newest, one));
        return newest.at(at(pointer)).asString();
    }

    private static Operation put(String pointer, String text) {
        return new Operation.Put(at(pointer), Draft.JSON.valueToTree(text));
    }

    private static Draft changed(String content, Operation operation) {
        var draft = draft(content);
        apply(draft, operation);
        return draft;
    }

    private static Typed typed(String pointer, String text, @Nullable Step step) {
        var values = new LinkedHashMap<Pointer, Entry>();
        values.put(at(pointer), text(text));
        return new Typed("r", values, step);
    }

    private static Entry text(String text) {
        return new Entry(Entry.Form.TEXT, text);
    }

    private static Pointer at(String text) {
        return Pointer.read(text).orElseThrow();
    }

    private static Draft draft(String content) {
        var files = new TreeMap<String, byte[]>();
        files.put("data/content.json", content.getBytes(StandardCharsets.UTF_8));
        files.put("data/provenance.json", """
                {"version":1,"entries":{
                  "content#/pages/0/sections/0/title":{"page":"http://old/","excerpt":"Bienvenue"},
                  "content#/pages/0/sections/0/text":{"page":"http://old/","excerpt":"Un texte"}}}""".getBytes(StandardCharsets.UTF_8));
        return Draft.of(files);
    }
}
