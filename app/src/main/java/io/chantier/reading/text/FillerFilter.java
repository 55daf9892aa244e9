package io.chantier.reading.text;

import io.chantier.reading.Source.Filler;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Takes placeholder text out of a page, with the headings that stand over nothing else, and remembers which sections
 * held some: a name or a quote beside lorem ipsum belongs to the template, not to the business.
 */
public final class FillerFilter {

    /** @param suspect indexes of lines in sections with placeholder text */
    public record Cleaned(PageText page, Set<Integer> suspect, List<Filler> filler) {}

    private FillerFilter() {}

    public static Cleaned clean(PageText page) {
        var lines = page.lines();
        var dropped = new HashSet<Integer>();
        for (var i = 0; i < lines.size(); i++) {
            if (lines.get(i).picture().isEmpty()
                    && FillerWords.isFiller(lines.get(i).text())) dropped.add(i);
        }
        if (dropped.isEmpty()) return new Cleaned(page, Set.of(), List.of());
        var tainted = tainted(lines, dropped);
        emptied(lines, dropped);
        var kept = new ArrayList<Line>();
        var suspect = new HashSet<Integer>();
        for (var i = 0; i < lines.size(); i++) {
            if (dropped.contains(i)) continue;
            if (tainted.contains(i)) suspect.add(kept.size());
            kept.add(lines.get(i));
        }
        return new Cleaned(new PageText(page.page(), List.copyOf(kept)), suspect, listed(page, dropped));
    }

    private static List<Filler> listed(PageText page, Set<Integer> dropped) {
        var texts = new LinkedHashSet<String>();
        dropped.stream()
                .sorted()
                .forEach(i -> texts.add(Words.cut(page.lines().get(i).text(), 160)));
        return texts.stream()
                .limit(30)
                .map(text -> new Filler(page.address(), text))
                .toList();
    }

    /** All lines between two main headings of which one line is placeholder; what the page's foot says taints nothing. */
    private static Set<Integer> tainted(List<Line> lines, Set<Integer> dropped) {
        var tainted = new HashSet<Integer>();
        for (var start = 0; start < lines.size(); ) {
            var end = start + 1;
            while (end < lines.size() && !isMain(lines.get(end))) end++;
            var from = start;
            var to = end;
            if (dropped.stream()
                    .anyMatch(i -> i >= from && i < to && !lines.get(i).chrome()))
                for (var i = from; i < to; i++) tainted.add(i);
            start = end;
        }
        return tainted;
    }

    private static boolean isMain(Line line) {
        return line.isHeading() && line.level() <= 2;
    }

    private static void emptied(List<Line> lines, Set<Integer> dropped) {
        for (var i = lines.size() - 1; i >= 0; i--) {
            if (!lines.get(i).isHeading() || dropped.contains(i)) continue;
            var next = i + 1;
            var lost = false;
            while (next < lines.size()
                    && (dropped.contains(next) || !lines.get(next).picture().isEmpty())) {
                lost |= dropped.contains(next);
                next++;
            }
            var ends = next >= lines.size()
                    || lines.get(next).isHeading()
                            && lines.get(next).level() <= lines.get(i).level()
                    || lines.get(Math.min(next, lines.size() - 1)).chrome();
            if (lost && ends && lines.get(i).level() > 1) dropped.add(i);
        }
    }
}
