package io.chantier.languages;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A text of the main language that reads otherwise in another one.
 *
 * @param at its place, as the provenance names places: {@code content#/pages/0/title}
 * @param longest how long the template lets it be
 */
public record MainText(String at, String text, int longest) {

    static final String SITE = "data/site.json";
    static final String CONTENT = "data/content.json";

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Pattern LETTERS = Pattern.compile("\\p{L}{2}");
    private static final Pattern ADDRESS = Pattern.compile("\\S+@\\S+|https?://\\S+");
    /** People, towns and certificates are called the same everywhere. */
    private static final Set<String> OF_CONTENT = Set.of(
            "label",
            "title",
            "description",
            "text",
            "intro",
            "caption",
            "quote",
            "question",
            "answer",
            "role",
            "price",
            "paragraphs",
            "list");

    private static final int LINE = 300;
    private static final int TEXT = 5000;

    /**
     * Everything in a revision that has to be translated, in the order in which a visitor meets it.
     *
     * @param alts what its pictures show, by their ids
     */
    public static List<MainText> of(SortedMap<String, byte[]> files, Map<String, String> alts) {
        var site = read(files, SITE);
        var content = read(files, CONTENT);
        var texts = new ArrayList<MainText>();
        for (var name : List.of("trade", "tagline", "description", "hoursNote"))
            add("site#/" + name, site.path(name), name.equals("trade") || name.equals("tagline") ? LINE : TEXT, texts);
        add("site#/logo/alt", site.at("/logo/alt"), LINE, texts);
        var pages = content.path("pages");
        for (var i = 0; i < pages.size(); i++) collect("content#/pages/" + i, pages.get(i), "", texts);
        for (var id : pictures(site, content)) {
            var alt = alts.getOrDefault(id, "");
            if (isWords(alt)) texts.add(new MainText("images#/" + id + "/alt", alt, LINE));
        }
        var name = site.path("name").asString("");
        return texts.stream().filter(text -> !text.text().equals(name)).toList();
    }

    static JsonNode read(SortedMap<String, byte[]> files, String path) {
        try {
            var node = JSON.readTree(files.getOrDefault(path, new byte[0]));
            return node.isObject() ? node : JSON.createObjectNode();
        } catch (JacksonException e) {
            return JSON.createObjectNode();
        }
    }

    private static Set<String> pictures(JsonNode site, JsonNode content) {
        var pictures = new TreeSet<>(content.findValuesAsString("image"));
        pictures.addAll(site.findValuesAsString("image"));
        return pictures;
    }

    /** @param name of the member; of the list where it is an item of one */
    private static void collect(String at, JsonNode node, String name, List<MainText> texts) {
        if (node.isArray()) for (var i = 0; i < node.size(); i++) collect(at + "/" + i, node.get(i), name, texts);
        else if (node.isObject())
            node.properties().forEach(one -> collect(at + "/" + one.getKey(), one.getValue(), one.getKey(), texts));
        else if (OF_CONTENT.contains(name) || (name.equals("name") && at.contains("/groups/")))
            add(at, node, longest(at, name), texts);
    }

    private static int longest(String at, String name) {
        var isOfPage = at.chars().filter(sign -> sign == '/').count() == 3;
        return switch (name) {
            case "label" -> isOfPage ? 80 : LINE;
            case "title" -> isOfPage ? 65 : LINE;
            case "description" -> 160;
            case "text", "intro", "quote", "answer", "paragraphs", "list" -> TEXT;
            default -> LINE;
        };
    }

    private static void add(String at, JsonNode node, int longest, List<MainText> texts) {
        if (isWords(node.asString(""))) texts.add(new MainText(at, node.stringValue(), longest));
    }

    /** A number, an amount or an address is the same in every language. */
    private static boolean isWords(String text) {
        return LETTERS.matcher(ADDRESS.matcher(text).replaceAll("")).find();
    }
}
