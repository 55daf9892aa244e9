package io.chantier.reading;

import java.util.List;
import java.util.Map;

/**
 * What was read from an old site, or given as a brief: everything that the author may use.
 *
 * @param address where the reading began; {@code brief} without an old site
 * @param language two letters, of most of the text
 * @param facts of all kinds, those chosen and those not
 * @param oldPaths every internal address seen, as path and query, to redirect from
 * @param filler texts that were left out as placeholder, with their page
 */
public record Source(
        String address,
        String language,
        List<SourcePage> pages,
        List<Fact> facts,
        Look look,
        List<String> oldPaths,
        List<Filler> filler) {

    /** The same with another look. */
    public Source with(Look other) {
        return new Source(address, language, pages, facts, other, oldPaths, filler);
    }

    /** The same with other facts. */
    public Source with(List<Fact> others) {
        return new Source(address, language, pages, others, look, oldPaths, filler);
    }

    /** The chosen facts of a kind, the best founded first. */
    public List<Fact> chosen(Fact.Kind kind) {
        return facts.stream()
                .filter(fact -> fact.kind() == kind && fact.isChosen())
                .toList();
    }

    /**
     * @param url the final address
     * @param path path and query on the old site
     * @param menuLabel the text of the menu entry that leads here, or empty
     */
    public record SourcePage(
            String url, String path, String title, String description, String menuLabel, List<Block> blocks) {}

    /** A run of text under a heading, in document order. */
    public record Block(Kind kind, int level, String text, List<String> items, List<String> pictures) {
        public enum Kind {
            HEADING,
            PARAGRAPH,
            LIST,
            TABLE,
            QUOTE,
            PICTURES
        }
    }

    /**
     * @param logo id of the logo's picture, or empty
     * @param colours {@code #rrggbb} to weight, strongest first in iteration order
     * @param pictures ids of pictures worth showing, best first
     * @param alts what the old site says a picture shows, by id
     */
    public record Look(String logo, Map<String, Double> colours, List<String> pictures, Map<String, String> alts) {

        /** The same with other words for what the pictures show. */
        public Look with(Map<String, String> others) {
            return new Look(logo, colours, pictures, others);
        }
    }

    public record Filler(String page, String text) {}
}
