package io.chantier.languages;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Collectors;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A revision in one of its further languages: pages, pictures and facts of the main one as they are now, with the texts of
 * the language's {@link Catalog}. Where a text has none, the main one stands in its place.
 */
public final class Translation {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String IMAGES = "images#/";

    private final String language;
    private final ObjectNode site;
    private final ObjectNode content;
    private final List<Line> lines;
    private final Catalog written;

    private Translation(String language, ObjectNode site, ObjectNode content, List<Line> lines, Catalog written) {
        this.language = language;
        this.site = site;
        this.content = content;
        this.lines = lines;
        this.written = written;
    }

    /** How a translation stands to the text that it belongs to. */
    public enum State {
        /** It says what the main text says; where only figures changed in that, it has them. */
        CURRENT,
        /** The main text was changed since. */
        OUTDATED,
        /** Nobody has translated it. */
        MISSING
    }

    /**
     * @param text what visitors read
     * @param entry where it comes from; empty where nobody has translated it
     */
    public record Line(MainText main, String text, State state, Optional<Catalog.Entry> entry) {

        public boolean isByHand() {
            return entry.map(one -> one.by().isPerson()).orElse(false);
        }

        /** Whether an author has something to do here: what a person wrote stays. */
        public boolean isWanting() {
            return state != State.CURRENT && !isByHand();
        }
    }

    /** @param alts what the pictures show in the main language, by their ids */
    public static Translation of(SortedMap<String, byte[]> files, String language, Map<String, String> alts) {
        var site = (ObjectNode) MainText.read(files, MainText.SITE);
        var content = (ObjectNode) MainText.read(files, MainText.CONTENT);
        var written = Catalog.of(files, language);
        var lines = lines(MainText.of(files, alts), written);
        site.put("language", language);
        content.remove("redirects");
        for (var line : lines) {
            var parts = line.main().at().split("#", 2);
            if (parts[0].equals("site")) put(site, parts[1], line.text());
            if (parts[0].equals("content")) put(content, parts[1], line.text());
        }
        return new Translation(language, site, content, lines, written);
    }

    /** All further languages of a revision. */
    public static List<Translation> all(SortedMap<String, byte[]> files, Map<String, String> alts) {
        return SiteLanguages.further(files).stream()
                .map(language -> of(files, language, alts))
                .toList();
    }

    public String language() {
        return language;
    }

    public List<Line> lines() {
        return lines;
    }

    /** The line at this place. */
    public Optional<Line> at(String place) {
        return lines.stream().filter(line -> line.main().at().equals(place)).findFirst();
    }

    /**
     * The language's texts, each at the place where its main text stands now: whoever puts one there takes the place of no
     * other. What was translated from a text that is gone stays where nothing else stands.
     */
    public Catalog catalog() {
        var catalog = Catalog.empty(language);
        var said = lines.stream().map(line -> line.main().text()).collect(Collectors.toSet());
        for (var entry : written.entries()) if (!said.contains(entry.from())) catalog.put(entry);
        for (var line : lines) {
            var at = line.main().at();
            catalog.remove(at);
            line.entry().ifPresent(entry -> catalog.put(new Catalog.Entry(at, entry.from(), entry.text(), entry.by())));
        }
        return catalog;
    }

    /**
     * The {@link #catalog} with what an author translated of an earlier state. It goes where its main text stands now; what
     * a person wrote and what is up to date stay.
     */
    public Catalog with(Catalog fresh) {
        var byText = new HashMap<String, Catalog.Entry>();
        for (var entry : fresh.entries()) byText.putIfAbsent(entry.from(), entry);
        var said = lines.stream().map(line -> line.main().text()).collect(Collectors.toSet());
        var catalog = catalog();
        for (var line : lines) {
            if (!line.isWanting()) continue;
            var here = fresh.at(line.main().at());
            here.filter(entry -> entry.from().equals(line.main().text()))
                    .or(() -> Optional.ofNullable(byText.get(line.main().text())))
                    // Of a text that was changed meanwhile: out of date from the beginning.
                    .or(() -> here.filter(entry -> !said.contains(entry.from())))
                    .ifPresent(entry ->
                            catalog.put(new Catalog.Entry(line.main().at(), entry.from(), entry.text(), entry.by())));
        }
        return catalog;
    }

    public JsonNode site() {
        return site;
    }

    public JsonNode content() {
        return content;
    }

    /** What the pictures show, by their ids, as far as it is translated. */
    public Map<String, String> alts() {
        return lines.stream()
                .filter(line -> line.main().at().startsWith(IMAGES))
                .collect(Collectors.toMap(line -> line.main().at().split("/", -1)[1], Line::text));
    }

    /** As the template reads it. */
    public ObjectNode json() {
        var json = JSON.createObjectNode();
        json.set("site", site);
        json.set("content", content);
        json.set("alts", JSON.valueToTree(alts()));
        return json;
    }

    private static List<Line> lines(List<MainText> texts, Catalog catalog) {
        var byText = new HashMap<String, Catalog.Entry>();
        for (var entry : catalog.entries()) byText.putIfAbsent(entry.from(), entry);
        // Texts that came to their place without a translation of their own.
        var arrived = texts.stream()
                .filter(text -> catalog.at(text.at())
                        .filter(entry -> entry.from().equals(text.text()))
                        .isEmpty())
                .map(MainText::text)
                .collect(Collectors.toCollection(HashSet::new));
        var lines = new ArrayList<Line>();
        for (var text : texts) {
            var here = catalog.at(text.at());
            var same = here.filter(entry -> entry.from().equals(text.text()))
                    .or(() -> Optional.ofNullable(byText.get(text.text())));
            if (same.isPresent()) {
                lines.add(new Line(text, same.get().text(), State.CURRENT, same));
                continue;
            }
            // What went elsewhere with its text is not this one's.
            var older = here.filter(entry -> !arrived.contains(entry.from()));
            lines.add(older.map(entry -> older(text, entry))
                    .orElseGet(() -> new Line(text, text.text(), State.MISSING, Optional.empty())));
        }
        return List.copyOf(lines);
    }

    private static Line older(MainText text, Catalog.Entry entry) {
        return Figures.carried(entry.from(), text.text(), entry.text())
                .map(carried -> new Line(text, carried, State.CURRENT, Optional.of(entry)))
                .orElseGet(() -> new Line(text, entry.text(), State.OUTDATED, Optional.of(entry)));
    }

    private static void put(ObjectNode root, String place, String text) {
        var pointer = JsonPointer.compile(place);
        var last = pointer.last();
        var parent = root.at(pointer.head());
        if (parent instanceof ObjectNode object) object.put(last.getMatchingProperty(), text);
        else if (parent instanceof ArrayNode list) list.set(last.getMatchingIndex(), list.stringNode(text));
    }
}
