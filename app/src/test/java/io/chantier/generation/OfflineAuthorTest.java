package io.chantier.generation;

import static org.assertj.core.api.Assertions.assertThat;

import io.chantier.reading.Fact.Kind;
import io.chantier.reading.Fact.Standing;
import io.chantier.reading.Source;
import io.chantier.sites.SiteId;
import io.chantier.sites.Wishes;
import io.chantier.values.TeamId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class OfflineAuthorTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Set<String> STRUCTURE = Set.of(
            "type",
            "path",
            "kind",
            "href",
            "image",
            "from",
            "to",
            "tel",
            "look",
            "version",
            "language",
            "opens",
            "closes",
            "country",
            "network");

    @Test
    void a_joiners_old_site_becomes_these_files() throws IOException {
        var files = written(Joinery.source());

        for (var file : files.entrySet()) assertGolden("joinery", file.getKey(), file.getValue());
    }

    @Test
    void every_text_that_is_not_of_the_interface_says_where_it_came_from() {
        var files = written(Joinery.source());
        var entries = json(files, "data/provenance.json").path("entries");
        var labels = interfaceWords("fr");

        for (var file : Map.of("site#", "data/site.json", "content#", "data/content.json")
                .entrySet())
            for (var text : texts(file.getKey(), json(files, file.getValue())).entrySet())
                assertThat(isFounded(entries, text.getKey()) || labels.contains(text.getValue()))
                        .as("%s: %s", text.getKey(), text.getValue())
                        .isTrue();
    }

    @Test
    void fluff_and_placeholders_are_left_behind() {
        var content = text(written(Joinery.source()), "data/content.json");

        assertThat(content).doesNotContainIgnoringCase("lorem").doesNotContain("800x600", "Bienvenue", "visiteur");
    }

    @Test
    void contradicted_facts_are_not_stated() {
        assertThat(text(written(Joinery.source()), "data/site.json")).doesNotContain("02 99 00 00 00");
    }

    @Test
    void sentences_that_tell_what_a_person_withheld_are_left_out_and_their_neighbours_stay() {
        var source = new SourceSketch("fr")
                .page(
                        "/",
                        "Accueil",
                        "# Menuiserie Lefèvre",
                        "L'heure d'atelier coûte 45 euros depuis janvier. Nous posons vos fenêtres dans toute la région.",
                        "Le lundi, l'atelier ouvre ses portes à 8h30 pour tous les curieux du bois et des machines.")
                .fact(Kind.NAME, "Menuiserie Lefèvre", "Menuiserie Lefèvre")
                .fact(
                        Kind.PRICE,
                        "heure|4500|EUR",
                        "45 €",
                        Map.of("label", "Heure d'atelier", "cents", "4500"),
                        Standing.REJECTED)
                .fact(Kind.OPENING_HOURS, "mo", "lundi 8h30-12h", Map.of("mo", "08:30-12:00"), Standing.REJECTED)
                .fact(Kind.PHONE, "+33299123456", "02 99 12 34 56", Map.of(), Standing.REJECTED)
                .fact(
                        Kind.FAQ,
                        "comment",
                        "Comment prendre rendez-vous ?",
                        Map.of("question", "Comment prendre rendez-vous ?", "answer", "Appelez le 02 99 12 34 56."))
                .fact(
                        Kind.FAQ,
                        "delai",
                        "Quel est le délai ?",
                        Map.of("question", "Quel est le délai ?", "answer", "Comptez trois semaines en général."))
                .drawn();

        var files = written(source);

        assertThat(text(files, "data/content.json") + text(files, "data/site.json"))
                .contains("Nous posons vos fenêtres", "Comptez trois semaines")
                .doesNotContain("45", "8h30", "08:30", "02 99", "rendez-vous");
    }

    @Test
    void old_addresses_lead_to_the_pages_that_took_over_their_words() {
        var redirects = json(written(Joinery.source()), "data/content.json").path("redirects");

        assertThat(redirects.toString())
                .contains("{\"from\":\"/entreprise.htm\",\"to\":\"/a-propos/\"}")
                .contains("{\"from\":\"/escaliers.htm\",\"to\":\"/services/escaliers/\"}")
                .contains("{\"from\":\"/contact.htm\",\"to\":\"/contact/\"}")
                .contains("{\"from\":\"/ancienne-page.htm\",\"to\":\"/\"}")
                .doesNotContain("escalier.jpg");
    }

    @Test
    void a_brief_alone_makes_a_site() {
        var nothing = new SourceSketch("fr").drawn();
        var business = new Wishes.Business(
                "Fleuriste",
                List.of(new Wishes.Service("Bouquets", "Des bouquets de saison, composés chaque matin.", "25 €")),
                new Wishes.Contact(
                        List.of("02 40 11 22 33"), List.of("bonjour@fleurs.fr"), "3 place Royale, 44000 Nantes"),
                List.of("Du mardi au samedi, 9h-19h"),
                List.of("https://www.instagram.com/fleurs"),
                List.of());
        var wishes = new Wishes(null, List.of("#aa3366"), null, null, null, business);

        var files = written(new Assignment(nothing, Optional.of("Les Fleurs de Léa"), Optional.of("fr"), wishes));

        assertThat(text(files, "data/site.json"))
                .contains("Les Fleurs de Léa", "02 40 11 22 33", "44000", "Nantes", "Du mardi au samedi", "instagram");
        assertThat(text(files, "data/content.json")).contains("Fleuriste à Nantes", "Bouquets", "25 €");
    }

    @Test
    void a_wish_goes_before_what_was_read() {
        var business = new Wishes.Business(
                null,
                List.of(),
                new Wishes.Contact(List.of("02 99 77 77 77"), List.of(), null),
                List.of(),
                List.of(),
                List.of());
        var wishes = new Wishes("vitrine", List.of(), null, null, null, business);

        var files = written(new Assignment(Joinery.source(), Optional.of("Atelier Lefèvre"), Optional.empty(), wishes));

        assertThat(text(files, "data/site.json"))
                .contains("Atelier Lefèvre", "02 99 77 77 77")
                .doesNotContain("02 99 12 34 56");
        assertThat(text(files, "design-tokens.json")).contains("vitrine");
    }

    @Test
    void only_the_wanted_sections_are_written_and_short_is_one_paragraph() {
        var wishes = new Wishes(
                null,
                List.of(),
                null,
                null,
                null,
                Wishes.Business.UNKNOWN,
                "short",
                List.of("services", "prices"),
                List.of());

        var content = json(
                written(new Assignment(Joinery.source(), Optional.empty(), Optional.empty(), wishes)),
                "data/content.json");

        var home = content.at("/pages/0/sections")
                .valueStream()
                .map(section -> section.path("type").asString())
                .toList();
        assertThat(home).containsExactly("hero", "services", "prices", "contact");
        assertThat(content.path("pages")
                        .valueStream()
                        .map(page -> page.path("kind").asString()))
                .contains("services", "service", "contact", "legal")
                .doesNotContain("about", "gallery", "page");
        assertThat(content.findValues("paragraphs")).allMatch(paragraphs -> paragraphs.size() == 1);
        var usual = json(written(Joinery.source()), "data/content.json");
        assertThat(usual.findValues("paragraphs")).anyMatch(paragraphs -> paragraphs.size() > 1);
    }

    @Test
    void what_rules_cannot_do_is_said_in_the_log() throws InterruptedException {
        var wishes = new Wishes(
                null,
                List.of(),
                null,
                "chaleureux",
                null,
                Wishes.Business.UNKNOWN,
                "long",
                List.of("services", "team"),
                List.of());
        var said = new java.util.TreeMap<String, Map<String, String>>();
        var progress = new Progress() {
            @Override
            public void reached(int percent) {}

            @Override
            public void says(String code, Map<String, String> arguments) {
                said.put(code, arguments);
            }
        };

        new OfflineAuthor()
                .write(
                        new Assignment(Joinery.source(), Optional.empty(), Optional.empty(), wishes),
                        new java.util.TreeMap<>(),
                        new Errand(
                                new TeamId(UUID.randomUUID()),
                                new SiteId(UUID.randomUUID()),
                                UUID.randomUUID(),
                                "write-content",
                                progress));

        assertThat(said)
                .containsEntry("offline-tone", Map.of("tone", "chaleureux"))
                .containsEntry("offline-sections", Map.of("sections", "team"))
                .containsKey("offline-long");
    }

    @Test
    void nothing_read_and_nothing_told_is_nothing_to_say() {
        assertThat(new OfflineAuthor().write(Assignment.of(new SourceSketch("fr").drawn()), Progress.SILENT))
                .isInstanceOf(Writing.NothingToSay.class);
    }

    @Test
    void names_of_every_shape_are_carried_as_they_are() {
        for (var name : List.of(
                "x".repeat(300), "🥐 Café", "مخبز السلام", "../../etc/passwd", "<script>alert(1)</script>", "A & B")) {
            var source = new SourceSketch("en")
                    .fact(Kind.NAME, name, name)
                    .fact(Kind.SERVICE, name, name)
                    .drawn();

            var site = json(written(source), "data/site.json").path("name").stringValue();

            assertThat(site).isEqualTo(name.length() > 120 ? site : name).hasSizeLessThanOrEqualTo(120);
        }
    }

    @Test
    void the_look_changes_and_the_words_stay() {
        var files = written(Joinery.source());

        var changed = new Design().applyLook(files, "horizon", List.of("#0b5394"));

        assertThat(text(changed, "design-tokens.json")).contains("horizon", "#0b5394");
        assertThat(changed.get("data/content.json")).isEqualTo(files.get("data/content.json"));
    }

    private static SortedMap<String, byte[]> written(Source source) {
        return written(Assignment.of(source));
    }

    private static SortedMap<String, byte[]> written(Assignment assignment) {
        return switch (new OfflineAuthor().write(assignment, Progress.SILENT)) {
            case Writing.Written written -> written.files();
            case Writing.NothingToSay nothing -> throw new AssertionError(nothing);
            case Writing.Unavailable unavailable -> throw new AssertionError(unavailable);
            case Writing.Stopped stopped -> throw new AssertionError(stopped);
            case Writing.Unwanted unwanted -> throw new AssertionError(unwanted);
        };
    }

    /** Writes the golden file where there is none; a change of it is then seen in the commit. */
    private static void assertGolden(String name, String path, byte[] bytes) throws IOException {
        var golden = Path.of("src/test/resources/golden/generation", name, path.replace('/', '-'));
        if (!Files.exists(golden)) {
            Files.createDirectories(golden.getParent());
            Files.write(golden, bytes);
        }
        assertThat(new String(bytes, StandardCharsets.UTF_8)).as(path).isEqualTo(Files.readString(golden));
    }

    private static boolean isFounded(JsonNode entries, String pointer) {
        for (var at = pointer; at.contains("/"); at = at.substring(0, at.lastIndexOf('/')))
            if (entries.has(at)) return true;
        return false;
    }

    private static Set<String> interfaceWords(String language) {
        var labels = new Labels(language);
        var words = new java.util.HashSet<String>();
        for (var key : List.of(
                "home",
                "services",
                "services.label",
                "about",
                "about.label",
                "gallery",
                "gallery.plain",
                "gallery.label",
                "prices",
                "prices.label",
                "faq",
                "faq.label",
                "team",
                "testimonials",
                "certifications",
                "hours",
                "contact",
                "contact.label",
                "legal")) words.add(labels.say(key));
        return words;
    }

    private static Map<String, String> texts(String pointer, JsonNode node) {
        var texts = new java.util.TreeMap<String, String>();
        collect(pointer, "", node, texts);
        return texts;
    }

    private static void collect(String pointer, String field, JsonNode node, Map<String, String> texts) {
        if (node.isString() && !STRUCTURE.contains(field)) texts.put(pointer, node.stringValue());
        if (node.isArray()) for (var i = 0; i < node.size(); i++) collect(pointer + "/" + i, field, node.get(i), texts);
        for (var property : new ArrayList<>(node.properties()))
            collect(pointer + "/" + property.getKey(), property.getKey(), property.getValue(), texts);
    }

    private static JsonNode json(SortedMap<String, byte[]> files, String path) {
        return JSON.readTree(files.get(path));
    }

    private static String text(SortedMap<String, byte[]> files, String path) {
        return new String(files.get(path), StandardCharsets.UTF_8);
    }
}
