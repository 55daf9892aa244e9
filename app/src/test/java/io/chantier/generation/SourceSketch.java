package io.chantier.generation;

import io.chantier.reading.Fact;
import io.chantier.reading.Fact.Kind;
import io.chantier.reading.Fact.Place;
import io.chantier.reading.Fact.Standing;
import io.chantier.reading.Source;
import io.chantier.reading.Source.Block;
import io.chantier.reading.Source.Filler;
import io.chantier.reading.Source.Look;
import io.chantier.reading.Source.SourcePage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Sketches what was read from an old site, page by page. */
public final class SourceSketch {

    private final String language;
    private final List<SourcePage> pages = new ArrayList<>();
    private final List<Fact> facts = new ArrayList<>();
    private final List<Filler> filler = new ArrayList<>();
    private final Map<String, Double> colours = new LinkedHashMap<>();
    private final List<String> pictures = new ArrayList<>();
    private final List<String> oldPaths = new ArrayList<>();

    public SourceSketch(String language) {
        this.language = language;
    }

    /** Blocks as lines: {@code "# main heading"}, {@code "## heading"}, {@code "- item"}, else a paragraph. */
    public SourceSketch page(String path, String menu, String... lines) {
        var blocks = new ArrayList<Block>();
        for (var line : lines) blocks.add(block(line));
        pages.add(new SourcePage("http://old.example.net" + path, path, menu, "", menu, blocks));
        oldPaths.add(path);
        return this;
    }

    public SourceSketch fact(Kind kind, String value, String display) {
        return fact(kind, value, display, Map.of());
    }

    public SourceSketch fact(Kind kind, String value, String display, Map<String, String> parts) {
        return fact(kind, value, display, parts, Standing.CHOSEN);
    }

    public SourceSketch fact(Kind kind, String value, String display, Map<String, String> parts, Standing standing) {
        var place = new Place("http://old.example.net/", display, "text");
        facts.add(new Fact(Fact.idOf(kind, value), kind, value, display, List.of(place), standing, parts));
        return this;
    }

    public SourceSketch colour(String hex, double weight) {
        colours.put(hex, weight);
        return this;
    }

    public SourceSketch picture(String id) {
        pictures.add(id);
        return this;
    }

    public SourceSketch filler(String text) {
        filler.add(new Filler("http://old.example.net/", text));
        return this;
    }

    public SourceSketch oldPath(String path) {
        oldPaths.add(path);
        return this;
    }

    public Source drawn() {
        var look = new Look("", colours, pictures, Map.of());
        return new Source("http://old.example.net/", language, pages, facts, look, oldPaths, filler);
    }

    private static Block block(String line) {
        if (line.startsWith("# ")) return new Block(Block.Kind.HEADING, 1, line.substring(2), List.of(), List.of());
        if (line.startsWith("## ")) return new Block(Block.Kind.HEADING, 2, line.substring(3), List.of(), List.of());
        if (line.startsWith("- "))
            return new Block(Block.Kind.LIST, 0, line.substring(2), List.of(line.substring(2)), List.of());
        return new Block(Block.Kind.PARAGRAPH, 0, line, List.of(), List.of());
    }
}
