package io.chantier.generation;

import io.chantier.reading.Fact;
import io.chantier.reading.Source;
import io.chantier.sites.Wishes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a language model gets to read of an assignment, as JSON: each passage and each fact under a number, so that its
 * answer can say where each text comes from. Letters that people do not see are left out.
 */
public final class Dossier {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Controls, directions, zero widths and the tags of plane 14: nobody sees them, a model reads them. */
    private static final Pattern UNSEEN = Pattern.compile(
            "[\\p{Cc}\\p{Cf}\\p{Co}\\p{Cn}\\p{Cs}&&[^\\n\\t\\u00ad]]|[\\ufe00-\\ufe0f\\x{e0100}-\\x{e01ef}]");

    private static final int LONGEST_PASSAGE = 1_200;
    private static final int MOST_LETTERS = 40_000;
    private static final int MOST_CHOSEN = 14_000;
    private static final int MOST_FACTS = 150;
    private static final int MOST_PICTURES = 40;
    private static final Set<String> WRITTEN = Set.of("hero", "services", "about", "text", "contact");

    private final Assignment assignment;
    private final Desk desk;
    private final JsonNode content;
    private final Map<String, Passage> passages = new LinkedHashMap<>();
    private final Map<String, Fact> facts = new LinkedHashMap<>();

    private record Passage(String page, String kind, String text) {}

    private Dossier(Assignment assignment, Desk desk, JsonNode content) {
        this.assignment = assignment;
        this.desk = desk;
        this.content = content;
        for (var page : assignment.source().pages()) {
            for (var block : page.blocks()) {
                var text = seen(text(block));
                if (!text.isBlank())
                    passages.put(
                            "b" + (passages.size() + 1),
                            new Passage(page.url(), block.kind().name().toLowerCase(java.util.Locale.ROOT), text));
            }
        }
        for (var kind : Fact.Kind.values()) {
            for (var fact : desk.facts().all(kind))
                if (facts.size() < MOST_FACTS) facts.put("f" + (facts.size() + 1), fact);
        }
    }

    /** @param draft the site as it would be without a model */
    public static Dossier of(Assignment assignment, SortedMap<String, byte[]> draft) {
        var content = JSON.readTree(
                draft.getOrDefault(DataFiles.CONTENT, "{}".getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        return new Dossier(assignment, Desk.of(assignment, OfflineAuthor.language(assignment)), content);
    }

    /** A dossier of the source alone. */
    public static Dossier of(Assignment assignment) {
        return of(assignment, new java.util.TreeMap<>());
    }

    /** The whole text of the source, which only the first step reads. */
    public String forAnalysis() {
        var dossier = head();
        var pages = dossier.putArray("pages");
        var byPage = new LinkedHashMap<String, ArrayNode>();
        var letters = 0;
        for (var entry : passages.entrySet()) {
            var passage = entry.getValue();
            letters += Math.min(passage.text().length(), LONGEST_PASSAGE);
            if (letters > MOST_LETTERS) break;
            byPage.computeIfAbsent(passage.page(), address -> {
                        var page = pages.addObject().put("address", seen(address));
                        return page.putArray("passages");
                    })
                    .add(passage(entry.getKey(), passage));
        }
        return dossier.toString();
    }

    /** Facts, the passages that the analysis chose, and the draft with its places. */
    public String forContent(JsonNode study) {
        var dossier = head();
        dossier.set("analysis", study.deepCopy());
        var chosen = dossier.putArray("passages");
        var letters = 0;
        for (var id : chosen(study)) {
            var passage = passages.get(id);
            if (passage == null) continue;
            letters += Math.min(passage.text().length(), LONGEST_PASSAGE);
            if (letters > MOST_CHOSEN) break;
            chosen.add(passage(id, passage));
        }
        pictures(dossier.putArray("pictures"));
        draft(dossier.putArray("draft"));
        return dossier.toString();
    }

    /** What the design is to fit. */
    public String forDesign(JsonNode study) {
        var dossier = head();
        dossier.remove("facts");
        dossier.set("analysis", study.deepCopy());
        var colours = dossier.putArray("coloursOfTheOldSite");
        assignment.source().look().colours().keySet().stream().limit(8).forEach(colours::add);
        return dossier.toString();
    }

    /** Where a text comes from, by the numbers that the model gave; empty where it gave none that exists. */
    Optional<Origin> origin(JsonNode from) {
        for (var id : strings(from)) {
            var fact = facts.get(id);
            if (fact != null) return Optional.of(Origin.of(fact));
            var passage = passages.get(id);
            if (passage != null) return Optional.of(Origin.of(passage.page(), passage.text()));
        }
        return Optional.empty();
    }

    /** Whether a section of this type is wanted at all. */
    boolean wants(String type) {
        return Scope.of(assignment.wishes()).wants(type);
    }

    boolean hasPicture(String id) {
        return assignment.source().look().pictures().contains(id)
                || assignment.wishes().business().pictures().contains(id);
    }

    String language() {
        return desk.language();
    }

    /** What a person can see of a text. */
    static String seen(String text) {
        return UNSEEN.matcher(text).replaceAll("").strip();
    }

    private List<String> chosen(JsonNode study) {
        var chosen = new java.util.LinkedHashSet<>(strings(study.path("passages")));
        for (var strength : study.path("strengths")) chosen.addAll(strings(strength.path("from")));
        // An analysis that chose too little leaves the words to the order of the old site.
        if (chosen.stream().filter(passages::containsKey).count() < 3) chosen.addAll(passages.keySet());
        return List.copyOf(chosen);
    }

    private ObjectNode head() {
        var head = JSON.createObjectNode();
        head.put("language", desk.language());
        head.put("name", seen(desk.name().text()));
        head.set("brief", brief());
        var list = head.putArray("facts");
        facts.forEach((id, fact) -> list.addObject()
                .put("id", id)
                .put("kind", fact.kind().name().toLowerCase(java.util.Locale.ROOT))
                .put("text", shortened(seen(words(fact)))));
        return head;
    }

    private ObjectNode brief() {
        var wishes = assignment.wishes();
        var brief = JSON.createObjectNode();
        put(brief, "tone", wishes.tone());
        put(brief, "wishes", wishes.description());
        put(brief, "length", wishes.length());
        if (!wishes.sections().isEmpty()) {
            var sections = brief.putArray("sections");
            wishes.sections().forEach(sections::add);
        }
        put(brief, "trade", wishes.business().trade());
        if (!wishes.business().services().isEmpty()) {
            var services = brief.putArray("services");
            wishes.business().services().stream()
                    .map(Wishes.Service::title)
                    .map(Dossier::seen)
                    .forEach(services::add);
        }
        return brief;
    }

    private static void put(ObjectNode node, String name, @org.jspecify.annotations.Nullable String text) {
        if (text != null && !text.isBlank()) node.put(name, seen(text));
    }

    private static ObjectNode passage(String id, Passage passage) {
        return JSON.createObjectNode().put("id", id).put("kind", passage.kind()).put("text", shortened(passage.text()));
    }

    private void pictures(ArrayNode list) {
        var look = assignment.source().look();
        look.pictures().stream()
                .limit(MOST_PICTURES)
                .forEach(id -> list.addObject()
                        .put("id", id)
                        .put("shows", shortened(seen(look.alts().getOrDefault(id, "")))));
    }

    /** The legal page is nobody's to rewrite. */
    private void draft(ArrayNode list) {
        var number = 0;
        for (var page : content.path("pages")) {
            number++;
            if (page.path("kind").asString("").equals("legal")) continue;
            var node = list.addObject()
                    .put("id", "p" + number)
                    .put("path", page.path("path").asString(""))
                    .put("title", seen(page.path("title").asString("")))
                    .put("description", seen(page.path("description").asString("")));
            sections(page.path("sections"), "p" + number, node.putArray("sections"));
        }
    }

    private static void sections(JsonNode sections, String page, ArrayNode list) {
        var number = 0;
        for (var section : sections) {
            number++;
            var id = page + "s" + number;
            var type = section.path("type").asString("");
            var node = list.addObject().put("id", id).put("type", type);
            copy(section, node, "title");
            if (!WRITTEN.contains(type)) {
                node.put("fixed", true);
                continue;
            }
            copy(section, node, "text");
            copy(section, node, "intro");
            if (section.has("paragraphs")) node.set("paragraphs", section.path("paragraphs"));
            var items = section.path("items");
            if (items.isEmpty()) continue;
            var written = node.putArray("items");
            for (int i = 0; i < items.size(); i++) {
                var item = written.addObject().put("id", id + "i" + (i + 1));
                copy(items.get(i), item, "title");
                copy(items.get(i), item, "text");
            }
        }
    }

    private static void copy(JsonNode from, ObjectNode to, String name) {
        if (from.path(name).isString()) to.put(name, seen(from.path(name).stringValue()));
    }

    private static String words(Fact fact) {
        var parts = fact.parts().entrySet().stream()
                .filter(part -> !part.getValue().equals(fact.display()))
                .sorted(Map.Entry.comparingByKey())
                .map(part -> part.getKey() + ": " + part.getValue())
                .collect(Collectors.joining("; "));
        return parts.isEmpty() ? fact.display() : fact.display() + " (" + parts + ")";
    }

    private static String text(Source.Block block) {
        var texts = new ArrayList<String>();
        if (!block.text().isBlank()) texts.add(block.text());
        texts.addAll(block.items());
        return String.join("\n", texts);
    }

    private static String shortened(String text) {
        if (text.length() <= LONGEST_PASSAGE) return text;
        var end = Character.isHighSurrogate(text.charAt(LONGEST_PASSAGE - 1)) ? LONGEST_PASSAGE - 1 : LONGEST_PASSAGE;
        return text.substring(0, end) + "…";
    }

    static List<String> strings(JsonNode list) {
        return list.valueStream()
                .filter(JsonNode::isString)
                .map(JsonNode::stringValue)
                .toList();
    }

    /** What is known of everything that has a number; for tests and for people who ask why. */
    public Map<String, String> numbers() {
        var all = new HashMap<String, String>();
        passages.forEach((id, passage) -> all.put(id, passage.text()));
        facts.forEach((id, fact) -> all.put(id, fact.display()));
        return all;
    }
}
