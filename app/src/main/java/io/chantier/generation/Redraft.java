package io.chantier.generation;

import io.chantier.reading.Claims;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Puts a model's words into the places of a draft. The model only chooses words, their order and a picture: prices, hours,
 * numbers, links and the legal page stay as the facts made them, and what it leaves out of those comes back.
 */
public final class Redraft {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Pattern MARKUP = Pattern.compile("</?[a-zA-Z!][^>]*>|\\bjavascript:|\\bon[a-z]+\\s*=|\\]\\(");
    private static final Set<String> FREE = Set.of("about", "text");
    private static final int LINE = 300;
    private static final int TEXT = 2_000;
    private static final int TITLE = 65;
    private static final int DESCRIPTION = 160;
    private static final int MOST_PARAGRAPHS = 12;
    private static final int MOST_SECTIONS = 20;

    private final Dossier dossier;
    private final String author;
    private final Provenance older;
    private final Provenance fresh;

    private Redraft(Dossier dossier, String author, SortedMap<String, byte[]> draft) {
        this.dossier = dossier;
        this.author = author;
        this.older = Provenance.of(draft);
        this.fresh = Provenance.of(draft);
    }

    /**
     * The draft in other words.
     *
     * @param answer of the shape that {@code content.schema.json} in the folder of prompts says
     * @param author who wrote them, for the provenance
     */
    public static SortedMap<String, byte[]> of(
            Dossier dossier, SortedMap<String, byte[]> draft, JsonNode answer, String author) {
        var redraft = new Redraft(dossier, author, draft);
        var content = (ObjectNode) JSON.readTree(draft.get(DataFiles.CONTENT));
        redraft.pages((ArrayNode) content.path("pages"), answer.path("pages"));
        var files = new TreeMap<>(draft);
        files.put(DataFiles.CONTENT, DataFiles.bytes(content));
        files.put(DataFiles.PROVENANCE, redraft.fresh.bytes());
        return files;
    }

    /**
     * The files with texts that were mended in place. Only words may change: what has another shape, another link or
     * another picture than before is not taken, and neither is what a person wrote.
     *
     * @param edited the content as it was edited
     */
    public static SortedMap<String, byte[]> repaired(SortedMap<String, byte[]> files, byte[] edited, String author) {
        return Mending.of(files, edited, author);
    }

    private void pages(ArrayNode pages, JsonNode answers) {
        for (int i = 0; i < pages.size(); i++) {
            var id = "p" + (i + 1);
            var page = (ObjectNode) pages.get(i);
            if (page.path("kind").asString("").equals("legal")) continue;
            var place = "content#/pages/" + i;
            answers.valueStream()
                    .filter(answer -> answer.path("id").asString("").equals(id))
                    .findFirst()
                    .ifPresent(answer -> page(page, answer, id, place));
        }
    }

    private void page(ObjectNode page, JsonNode answer, String id, String place) {
        write(page, "title", answer.path("title"), TITLE, answer.path("from"), place);
        write(page, "description", answer.path("description"), DESCRIPTION, answer.path("from"), place);
        var old = page.path("sections");
        var order = new ArrayList<Placed>();
        var taken = new HashSet<Integer>();
        for (var section : answer.path("sections")) {
            if (order.size() >= MOST_SECTIONS) break;
            var index = index(section.path("id").asString(""), id + "s", old.size());
            if (index.isPresent() && taken.add(index.get())) order.add(new Placed(index, section));
            else if (index.isEmpty() && isFree(section.path("type").asString("")))
                order.add(new Placed(index, section));
        }
        bringBack(old, order, taken);
        var sections = JSON.createArrayNode();
        fresh.forget(place + "/sections");
        for (var placed : order) section(old, placed, sections, place + "/sections");
        page.set("sections", sections);
    }

    /** Whether the model may add a section of this type. */
    private boolean isFree(String type) {
        return FREE.contains(type) && dossier.wants(type);
    }

    /** @param old where it stands in the draft; empty for a new one */
    private record Placed(Optional<Integer> old, JsonNode answer) {}

    /** What states facts is not the model's to drop: it comes back behind the one that stood before it. */
    private static void bringBack(JsonNode old, List<Placed> order, Set<Integer> taken) {
        for (int i = 0; i < old.size(); i++) {
            var type = old.get(i).path("type").asString("");
            if (taken.contains(i) || (FREE.contains(type) && !order.isEmpty())) continue;
            var before = i - 1;
            var at = 0;
            for (int k = 0; k < order.size(); k++) {
                var stands = order.get(k).old();
                if (stands.isPresent() && stands.get() <= before) at = k + 1;
            }
            order.add(at, new Placed(Optional.of(i), JSON.createObjectNode()));
        }
    }

    private void section(JsonNode old, Placed placed, ArrayNode into, String list) {
        var place = list + "/" + into.size();
        var answer = placed.answer();
        if (placed.old().isEmpty()) {
            var section =
                    JSON.createObjectNode().put("type", answer.path("type").asString(""));
            words(section, answer, place);
            if (section.has("paragraphs")) into.add(section);
            else fresh.forget(place);
            return;
        }
        var index = placed.old().get();
        var section = (ObjectNode) old.get(index).deepCopy();
        fresh.adopt(older, list + "/" + index, place);
        var type = section.path("type").asString("");
        switch (type) {
            case "hero", "about", "text", "contact" -> words(section, answer, place);
            case "services" -> {
                write(section, "title", answer.path("title"), LINE, answer.path("from"), place);
                write(section, "intro", answer.path("text"), TEXT, answer.path("from"), place);
                items(section, answer, answer.path("id").asString("") + "i", place);
            }
            default -> write(section, "title", answer.path("title"), LINE, answer.path("from"), place);
        }
        into.add(section);
    }

    private void words(ObjectNode section, JsonNode answer, String place) {
        var type = section.path("type").asString("");
        var from = answer.path("from");
        write(section, "title", answer.path("title"), LINE, from, place);
        if (type.equals("hero") || type.equals("contact"))
            write(section, "text", answer.path("text"), TEXT, from, place);
        if (FREE.contains(type)) paragraphs(section, answer, place);
        var picture = answer.path("picture").asString("");
        if (type.equals("contact") || !dossier.hasPicture(picture)) return;
        if (picture.equals(section.path("image").asString(""))) return;
        section.put("image", picture);
        fresh.written(author, Optional.empty(), place + "/image");
    }

    private void paragraphs(ObjectNode section, JsonNode answer, String place) {
        var texts = new ArrayList<String>();
        for (var paragraph : answer.path("paragraphs")) clean(paragraph, TEXT).ifPresent(texts::add);
        if (texts.isEmpty()) clean(answer.path("text"), TEXT).ifPresent(texts::add);
        if (texts.isEmpty()) return;
        fresh.forget(place + "/paragraphs");
        var paragraphs = section.putArray("paragraphs");
        for (var text : texts.stream().limit(MOST_PARAGRAPHS).toList()) {
            note(answer.path("from"), place + "/paragraphs/" + paragraphs.size());
            paragraphs.add(text);
        }
    }

    /** What the business offers keeps its order, its links and its pictures. */
    private void items(ObjectNode section, JsonNode answer, String prefix, String place) {
        var items = section.path("items");
        for (var item : answer.path("items")) {
            var index = index(item.path("id").asString(""), prefix, items.size());
            if (index.isEmpty()) continue;
            var at = place + "/items/" + index.get();
            write((ObjectNode) items.get(index.get()), "text", item.path("text"), TEXT, item.path("from"), at);
        }
    }

    private void write(ObjectNode node, String name, JsonNode text, int longest, JsonNode from, String place) {
        clean(text, longest).ifPresent(words -> {
            if (words.equals(node.path(name).asString(""))) return;
            node.put(name, words);
            note(from, place + "/" + name);
        });
    }

    private void note(JsonNode from, String place) {
        fresh.written(author, dossier.origin(from), place);
    }

    private Optional<String> clean(JsonNode text, int longest) {
        if (!text.isString()) return Optional.empty();
        var words = Dossier.seen(text.stringValue()).replaceAll("\\s+", " ").strip();
        return words.isEmpty() || !isPlain(words)
                ? Optional.empty()
                : Optional.of(Sentences.shorten(words, longest, dossier.language()));
    }

    /** Words and nothing else: no model writes addresses or markup into a page, whatever it read. */
    static boolean isPlain(String words) {
        return !MARKUP.matcher(words).find() && Claims.hosts(words).isEmpty();
    }

    private static Optional<Integer> index(String id, String prefix, int size) {
        if (!id.startsWith(prefix) || !id.substring(prefix.length()).matches("[1-9][0-9]{0,3}"))
            return Optional.empty();
        var index = Integer.parseInt(id.substring(prefix.length())) - 1;
        return index < size ? Optional.of(index) : Optional.empty();
    }
}
