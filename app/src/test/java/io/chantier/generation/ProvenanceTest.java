package io.chantier.generation;

import static org.assertj.core.api.Assertions.assertThat;

import io.chantier.generation.Said.ByAuthor;
import io.chantier.generation.Said.OfTemplate;
import io.chantier.generation.Said.OnPage;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Every field knows where it came from, whoever wrote it. */
class ProvenanceTest {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Set<String> STRUCTURE =
            Set.of("type", "kind", "path", "href", "from", "to", "language", "network");
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final Assignment joinery = Assignment.of(Joinery.source());

    @Test
    void each_field_of_the_offline_author_was_read_or_told_or_is_a_word_of_the_interface() throws Exception {
        var files = written();
        var labels = interfaceWords();

        var told = new HashSet<String>();
        said(files).forEach((place, said) -> {
            told.add(said.getClass().getSimpleName());
            if (said instanceof OfTemplate && !STRUCTURE.contains(last(place)))
                assertThat(labels).as(place).contains(text(files, place));
        });
        assertThat(told).contains("OnPage", "OfTemplate");
    }

    @Test
    void a_picture_was_found_on_the_old_site() {
        var files = written();

        var pictures = said(files).entrySet().stream()
                .filter(one -> last(one.getKey()).equals("image"))
                .toList();
        assertThat(pictures)
                .isNotEmpty()
                .allSatisfy(one -> assertThat(one.getValue()).isInstanceOf(OnPage.class));
    }

    @Test
    void what_a_model_wrote_is_signed_with_its_job_and_what_it_left_stays_known() {
        var signature = new Signature("claude", "claude-sonnet", "7b0e", NOON);
        var files = Signature.signed(rewritten(written()), signature);

        var said = said(files);
        assertThat(said.get("content#/pages/0/sections/0/title")).isEqualTo(new ByAuthor(signature));
        assertThat(said.get("content#/pages/0/title")).isInstanceOf(OnPage.class);
        assertThat(Provenance.of(files).signature("content#/pages/0/title")).isEqualTo(signature);
        assertThat(said.values()).hasAtLeastOneElementOfType(OfTemplate.class);
    }

    @Test
    void what_is_mended_is_signed_anew_and_nothing_else_is() {
        var made = new Signature("claude", "claude-sonnet", "7b0e", NOON);
        var mended = new Signature("claude", "claude-haiku", "9c1f", NOON.plusSeconds(60));
        var files = Signature.signed(rewritten(written()), made);
        var content = (ObjectNode) JSON.readTree(files.get(DataFiles.CONTENT));
        ((ObjectNode) content.at("/pages/0/sections/0")).put("title", "Encore un autre titre");

        var after = Signature.mended(files, Redraft.repaired(files, bytes(content), "claude"), mended);

        assertThat(Provenance.of(after).of("content#/pages/0/sections/0/title")).contains(new ByAuthor(mended));
        assertThat(Provenance.of(after).signature("content#/pages/0/title")).isEqualTo(made);
        assertThat(said(after).keySet()).isEqualTo(said(files).keySet());
    }

    @Test
    void files_of_before_read_well() {
        var files = new TreeMap<String, byte[]>();
        files.put(Provenance.FILE, """
                {"version":1,"entries":{
                  "content#/pages/0/title":{"page":"https://old.example/","excerpt":"Titre"},
                  "content#/pages/0/description":{"page":"author","excerpt":"","by":"claude"},
                  "content#/pages/0/label":{"page":"hand","excerpt":"","by":"Julie"}}}
                """.getBytes(StandardCharsets.UTF_8));

        var provenance = Provenance.of(files);

        assertThat(provenance.of("content#/pages/0/title")).contains(new OnPage("https://old.example/", "Titre"));
        assertThat(provenance.of("content#/pages/0/description"))
                .contains(new ByAuthor(new Signature("claude", "", "", null)));
        assertThat(provenance.of("content#/pages/0/label")).contains(new Said.ByHand(Hand.named("Julie")));
        assertThat(provenance.of("content#/pages/0/sections/0/title")).isEmpty();
        assertThat(provenance.heldBack().offers()).isEmpty();
    }

    @Test
    void a_repair_offers_its_words_for_what_a_person_wrote_and_leaves_theirs() {
        var place = "content#/pages/0/sections/0/title";
        var files = written();
        var provenance = Provenance.of(files);
        var content = (ObjectNode) JSON.readTree(files.get(DataFiles.CONTENT));
        var hero = (ObjectNode) content.at("/pages/0/sections/0");
        var authors = hero.path("title");
        hero.put("title", "  Le titre de  Julie ");
        provenance.writtenBy(Hand.named("Julie"), place, authors);
        files.put(DataFiles.CONTENT, bytes(content));
        files.put(Provenance.FILE, provenance.bytes());
        hero.put("title", "Le titre du modèle");

        var after = Redraft.repaired(files, bytes(content), "claude");

        assertThat(text(after, place)).isEqualTo("  Le titre de  Julie ");
        var offer = Provenance.of(after).heldBack().offer(place).orElseThrow();
        assertThat(offer.was()).isEqualTo(authors);
        assertThat(offer.offered().asString()).isEqualTo("Le titre du modèle");
        assertThat(offer.by().author()).isEqualTo("claude");
    }

    @Test
    void many_long_texts_do_not_make_the_file_large() {
        var provenance = Provenance.of(new TreeMap<>());
        for (var i = 0; i < 400; i++) {
            var place = "content#/pages/0/sections/0/paragraphs/" + i;
            provenance.writtenBy(Hand.named("Julie"), place, text("a".repeat(i % 2 == 0 ? 5_000 : 50_000)));
            provenance.heldBack().offer(place, text("mine"), text("b".repeat(5_000)), java.util.Optional.empty());
        }

        assertThat(provenance.bytes().length).isLessThan(250_000);
        assertThat(provenance.placesByHand()).hasSize(400);
        assertThat(provenance.heldBack().offers()).isNotEmpty();
    }

    private static JsonNode text(String words) {
        return JSON.getNodeFactory().stringNode(words);
    }

    private SortedMap<String, byte[]> written() {
        return switch (new OfflineAuthor().write(joinery, Progress.SILENT)) {
            case Writing.Written written -> new TreeMap<>(written.files());
            case Writing.NothingToSay nothing -> throw new AssertionError(nothing);
            case Writing.Unavailable unavailable -> throw new AssertionError(unavailable);
            case Writing.Stopped stopped -> throw new AssertionError(stopped);
            case Writing.Unwanted unwanted -> throw new AssertionError(unwanted);
        };
    }

    /** A model's answer for the first page: a title from a passage, a hero's words from nowhere, another picture. */
    private SortedMap<String, byte[]> rewritten(SortedMap<String, byte[]> draft) {
        var answer = JSON.readTree("""
                {"pages":[{"id":"p1","title":"Un titre du modèle","from":["b2"],"sections":[
                  {"id":"p1s1","title":"Un héros du modèle","text":"Des mots du modèle.","picture":"c1b2c3d4e5f6"},
                  {"type":"text","title":"Nouveau","paragraphs":["Un paragraphe de plus."]}]}]}""");
        return Redraft.of(Dossier.of(joinery, draft), draft, answer, "claude");
    }

    /** What is known of each text of the site's two files; each has to be known. */
    private static Map<String, Said> said(SortedMap<String, byte[]> files) {
        var provenance = Provenance.of(files);
        var all = new TreeMap<String, Said>();
        for (var place : texts(files).keySet()) {
            assertThat(provenance.of(place))
                    .as("%s: %s", place, text(files, place))
                    .isPresent();
            all.put(place, provenance.of(place).orElseThrow());
        }
        return all;
    }

    private static String text(SortedMap<String, byte[]> files, String place) {
        return texts(files).getOrDefault(place, "");
    }

    private static Map<String, String> texts(SortedMap<String, byte[]> files) {
        var texts = new TreeMap<String, String>();
        collect("site#", JSON.readTree(files.get(DataFiles.SITE)), texts);
        collect("content#", JSON.readTree(files.get(DataFiles.CONTENT)), texts);
        return texts;
    }

    private static void collect(String place, JsonNode node, Map<String, String> texts) {
        if (node.isString()) texts.put(place, node.stringValue());
        for (var i = 0; node.isArray() && i < node.size(); i++) collect(place + "/" + i, node.get(i), texts);
        for (var member : node.properties()) collect(place + "/" + member.getKey(), member.getValue(), texts);
    }

    private static Set<String> interfaceWords() throws Exception {
        var words = new Properties();
        try (var stream = ProvenanceTest.class.getResourceAsStream("/generation/interface_fr.properties")) {
            words.load(new java.io.InputStreamReader(java.util.Objects.requireNonNull(stream), StandardCharsets.UTF_8));
        }
        var values = new HashSet<String>();
        words.values().forEach(value -> values.add(value.toString()));
        return values;
    }

    private static String last(String place) {
        return place.substring(place.lastIndexOf('/') + 1);
    }

    private static byte[] bytes(JsonNode node) {
        return JSON.writeValueAsBytes(node);
    }
}
