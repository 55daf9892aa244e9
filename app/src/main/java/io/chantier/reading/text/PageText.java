package io.chantier.reading.text;

import io.chantier.reading.crawl.CrawledPage;
import io.chantier.reading.crawl.Links;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/** A page and what it says. */
public record PageText(CrawledPage page, List<Line> lines) {

    private static final Pattern CONTACT =
            Pattern.compile("(?iU)contact|kontakt|coordonn|nous-?trouver|anfahrt|find-?us|acces\\b");
    private static final Pattern LEGAL =
            Pattern.compile("(?iU)mentions|legal|l[ée]gales|impressum|imprint|cgv|privacy|datenschutz|confidential");

    public static PageText of(CrawledPage page) {
        var lines = new ArrayList<Line>();
        var heading = "";
        var menu = Links.isMenuPage(page.dom());
        var raw = LineReader.read(page.dom());
        for (var line : raw) {
            var known = line.isHeading() || !looksLikeHeading(line)
                    ? line
                    : line.as(Line.Kind.HEADING, sizeLevel(line.element()));
            lines.add(menu ? known.under(heading).asChrome() : known.under(heading));
            if (known.isHeading()) heading = known.text();
        }
        return new PageText(page, List.copyOf(lines));
    }

    public String address() {
        return page.address().toString();
    }

    public boolean isContact() {
        return CONTACT.matcher(
                        page.path() + " " + page.menuLabel() + " " + page.dom().title())
                .find();
    }

    public boolean isLegal() {
        return LEGAL.matcher(
                        page.path() + " " + page.menuLabel() + " " + page.dom().title())
                .find();
    }

    /** The lines around one, joined, for an excerpt. */
    public String around(int index) {
        var text = lines.get(index).text();
        if (text.length() < 60 && index > 0) text = lines.get(index - 1).text() + " · " + text;
        return Words.cut(text, 200);
    }

    /** Before CSS, a heading was a short line that was bold, large or centred as a whole. */
    private static boolean looksLikeHeading(Line line) {
        if (line.kind() != Line.Kind.TEXT
                || line.text().length() > 80
                || line.text().length() < 3) return false;
        if (line.text().matches(".*[.,;:|]$|.*\\d{3,}.*|.*@.*|.*€.*")) return false;
        var emphasis = emphasis(line.element());
        return emphasis != null && Words.tidy(emphasis.text()).equals(line.text()) && emphasis.closest("a") == null;
    }

    private static @Nullable Element emphasis(Element at) {
        @Nullable Element found = null;
        for (@Nullable Element up = at; up != null && !up.nameIs("td") && !up.nameIs("body"); up = up.parent()) {
            if (up.nameIs("b") || up.nameIs("strong") || up.nameIs("big") || isLarge(up)) found = up;
            if (up.nameIs("p") || up.nameIs("div") || up.nameIs("li")) break;
        }
        return found;
    }

    private static boolean isLarge(Element element) {
        return element.nameIs("font") && element.attr("size").matches("\\+[1-6]|[4-7]");
    }

    private static int sizeLevel(Element at) {
        for (@Nullable Element up = at; up != null && !up.nameIs("td"); up = up.parent()) {
            if (up.nameIs("font") && up.attr("size").matches("\\+[3-6]|[6-7]")) return 1;
            if (up.nameIs("font") && up.attr("size").matches("\\+2|5")) return 2;
            if (up.nameIs("font") && up.attr("size").matches("\\+1|4")) return 3;
        }
        return 4;
    }
}
