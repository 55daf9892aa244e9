package io.chantier.generation;

import io.chantier.generation.Piece.Rows;
import io.chantier.generation.Piece.Sheet;
import io.chantier.generation.Piece.Words;
import io.chantier.sites.Wishes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;

/**
 * How much of a site is wanted.
 *
 * @param sections empty for everything
 */
record Scope(Set<String> sections, boolean isShort) {

    /** The first paragraph says the most. */
    private static final int PARAGRAPHS_OF_SHORT = 1;

    private static final int ITEMS_OF_SHORT = 5;

    static Scope of(Wishes wishes) {
        return new Scope(Set.copyOf(wishes.sections()), "short".equals(wishes.length()));
    }

    /** What cannot be left out is always wanted. */
    boolean wants(String type) {
        return sections.isEmpty() || !Wishes.SECTIONS.contains(type) || sections.contains(type);
    }

    /** The pages with what is wanted of them; a page of which nothing is left goes. */
    List<NewPage> of(List<NewPage> pages) {
        return pages.stream()
                .map(this::of)
                .filter(page -> !page.sections().isEmpty())
                .toList();
    }

    private NewPage of(NewPage page) {
        return page.with(page.sections().stream()
                .filter(section -> wants(topic(page, section)))
                .map(section -> isShort ? shortened(section) : section)
                .toList());
    }

    /** On a page about one thing, plain text is about that thing. */
    private static String topic(NewPage page, Sheet section) {
        var type = section.fields().get("type") instanceof Words(var word, var _) ? word : "";
        if (!type.equals("text")) return type;
        return switch (page.kind()) {
            case "service", "services" -> "services";
            case "about" -> "about";
            case "prices", "gallery", "faq" -> page.kind();
            default -> type;
        };
    }

    private static Sheet shortened(Sheet section) {
        var less = new Sheet(new LinkedHashMap<>(section.fields()), section.origin());
        limit(less, "paragraphs", PARAGRAPHS_OF_SHORT);
        limit(less, "list", ITEMS_OF_SHORT);
        return less;
    }

    private static void limit(Sheet section, String name, int most) {
        if (section.fields().get(name) instanceof Rows rows)
            section.put(name, Rows.of(rows.items().stream().limit(most).toList()));
    }
}
