package io.chantier.reading.text;

import java.util.List;
import org.jsoup.nodes.Element;

/**
 * A line as it stands on the page: what no block, line break or layout cell divides.
 *
 * @param cells of a row of data; one cell for everything else
 * @param level of a heading, 1 to 6; 0 for everything else
 * @param heading what it stands under, or empty
 * @param chrome menu, footer, form: repeated on every page and no part of its content
 * @param gap whether an empty line stands before it
 * @param picture the address of a picture, of which {@code text} is the alternative text; else empty
 */
public record Line(
        Kind kind,
        List<String> cells,
        Element element,
        int level,
        String heading,
        boolean chrome,
        boolean gap,
        String picture) {

    public enum Kind {
        HEADING,
        TEXT,
        ITEM,
        ROW,
        QUOTE,
        PICTURE
    }

    public String text() {
        return cells.size() == 1 ? cells.getFirst() : String.join(" | ", cells);
    }

    public boolean isHeading() {
        return kind == Kind.HEADING;
    }

    Line under(String newHeading) {
        return new Line(kind, cells, element, level, newHeading, chrome, gap, picture);
    }

    Line asChrome() {
        return new Line(kind, cells, element, level, heading, true, gap, picture);
    }

    Line as(Kind newKind, int newLevel) {
        return new Line(newKind, cells, element, newLevel, heading, chrome, gap, picture);
    }
}
