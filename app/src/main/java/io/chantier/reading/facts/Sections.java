package io.chantier.reading.facts;

import io.chantier.reading.text.Line;
import io.chantier.reading.text.PageText;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Parts of a page that stand under a heading of a certain meaning, or a whole page of that meaning. */
final class Sections {

    /**
     * @param from index of the first line after the heading
     * @param to index after the last line
     * @param level of the heading that opens it
     */
    record Section(int from, int to, int level) {}

    private Sections() {}

    static List<Section> under(PageText page, Pattern meaning) {
        var found = new ArrayList<Section>();
        var lines = page.lines();
        for (var i = 0; i < lines.size(); i++) {
            var line = lines.get(i);
            if (!line.isHeading()
                    || line.chrome()
                    || line.text().length() > 60
                    || !meaning.matcher(line.text()).find()) continue;
            var end = i + 1;
            while (end < lines.size() && !closes(lines.get(end), line.level())) end++;
            found.add(new Section(i + 1, end, line.level()));
            i = end - 1;
        }
        if (isWhole(page, meaning)) return List.of(new Section(firstHeading(lines) + 1, lines.size(), 0));
        return found;
    }

    /** A page whose menu entry or first heading says so is of that meaning from top to bottom. */
    private static boolean isWhole(PageText page, Pattern meaning) {
        var first = firstHeading(page.lines());
        var isFirst =
                first >= 0 && meaning.matcher(page.lines().get(first).text()).find();
        return !page.page().isHome()
                && (isFirst || meaning.matcher(page.page().menuLabel()).find());
    }

    private static int firstHeading(List<Line> lines) {
        for (var i = 0; i < lines.size(); i++) {
            if (lines.get(i).isHeading() && !lines.get(i).chrome()) return i;
        }
        return -1;
    }

    private static boolean closes(Line line, int level) {
        return (line.isHeading() && line.level() <= level) || line.chrome();
    }
}
