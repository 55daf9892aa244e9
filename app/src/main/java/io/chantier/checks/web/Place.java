package io.chantier.checks.web;

import io.chantier.web.Frame;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Where in the data a finding's words stand, as the editor calls it.
 *
 * @param language of a translation; empty for the main text
 * @param part {@code site}, {@code content} or {@code tokens}
 * @param page of the content
 * @param section of that page; null for a text of the page itself
 * @param rest of the way to the text, by names and indices
 * @param href of its field in the editor
 */
public record Place(
        String language, String part, Page page, @Nullable Section section, List<String> rest, String href) {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Map<String, String> FILES =
            Map.of("site", "data/site.json", "content", "data/content.json", "tokens", "design-tokens.json");
    private static final String INDEX = "\\d{1,4}";

    /** Empty strings outside of the content. */
    record Page(String path, String label) {
        static final Page NONE = new Page("", "");
    }

    /** @param number from 1 */
    record Section(int number, String type, String title) {}

    /** {@code Home › section 3 “Our services” › Title}. */
    public String words(Frame frame) {
        var words = new ArrayList<String>();
        if (!language.isEmpty()) words.add(frame.say("page.language." + language));
        words.add(page.label().isEmpty() ? frame.say("page.change.part." + part) : page.label());
        if (section != null) words.add(section(frame, section));
        for (var i = 0; i < rest.size(); i++) words.add(word(frame, i));
        return String.join(" › ", words);
    }

    private static String section(Frame frame, Section section) {
        return section.title().isEmpty()
                ? frame.say(
                        "page.checks.section",
                        "n",
                        section.number(),
                        "kind",
                        frame.sayIfKnown("edit.section." + section.type(), section.type()))
                : frame.say("page.checks.sectionOf", "n", section.number(), "title", section.title());
    }

    private String word(Frame frame, int at) {
        var step = rest.get(at);
        if (!step.matches(INDEX)) return frame.sayIfKnown("edit.field." + step, step);
        var key = "edit.item." + (at == 0 ? "" : rest.get(at - 1));
        var known = frame.words().has(frame.locale(), key) ? key : "edit.item";
        return frame.say(known, "n", Integer.parseInt(step) + 1);
    }

    /**
     * @param pointer as a finding has it: {@code content#/pages/0/title}, with {@code de/} before it in a translation
     * @param files by path, see {@link #data}
     * @param site the path of the site's page
     * @return null where the data have no such place
     */
    public static @Nullable Place of(String pointer, Function<String, JsonNode> files, String site) {
        var parts = pointer.split("#/", 2);
        if (parts.length < 2) return null;
        var language = parts[0].contains("/") ? parts[0].substring(0, parts[0].indexOf('/')) : "";
        var part = parts[0].substring(parts[0].indexOf('/') + 1);
        var steps = List.of(parts[1].split("/", -1));
        var file = FILES.get(part);
        if (file == null) return null;
        if (!part.equals("content") || steps.size() < 2 || !steps.get(1).matches(INDEX))
            return new Place(language, part, Page.NONE, null, steps, ofPart(site, language, part, steps));
        var data = files.apply(file).path("pages").path(Integer.parseInt(steps.get(1)));
        if (data.isMissingNode()) return null;
        var page = new Page(data.path("path").asString(""), data.path("label").asString(""));
        var section = section(data, steps);
        var rest = steps.subList(section == null ? 2 : 4, steps.size());
        var card = section == null ? "page" : "section-" + (section.number() - 1);
        return new Place(language, part, page, section, rest, href(site, language, page.path(), card, part, steps));
    }

    private static @Nullable Section section(JsonNode page, List<String> steps) {
        if (steps.size() < 4
                || !steps.get(2).equals("sections")
                || !steps.get(3).matches(INDEX)) return null;
        var at = Integer.parseInt(steps.get(3));
        var section = page.path("sections").path(at);
        return section.isMissingNode()
                ? null
                : new Section(
                        at + 1,
                        section.path("type").asString(""),
                        section.path("title").asString(""));
    }

    private static String ofPart(String site, String language, String part, List<String> steps) {
        var form = part.equals("tokens") ? "look" : "business";
        var card = steps.size() < 2 ? form : form + "-" + steps.getFirst();
        return href(site, language, form, card, part, steps);
    }

    private static String href(String site, String language, String on, String card, String part, List<String> steps) {
        var way = String.join("/", steps);
        if (!language.isEmpty())
            return site + "/edit/languages/" + language + "?on=" + encoded(on) + "#" + encoded("/" + part + "#/" + way);
        return site + "/edit?on=" + encoded(on) + "&card=" + encoded(card) + "#" + encoded("/" + part + "/" + way);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** The data of a revision by path, each file read once however many places are asked for. */
    public static Function<String, JsonNode> data(SortedMap<String, byte[]> files) {
        var read = new HashMap<String, JsonNode>();
        return path -> read.computeIfAbsent(path, name -> parsed(files.getOrDefault(name, new byte[0])));
    }

    private static JsonNode parsed(byte[] json) {
        try {
            return JSON.readTree(json);
        } catch (JacksonException e) {
            return JSON.createObjectNode();
        }
    }
}
