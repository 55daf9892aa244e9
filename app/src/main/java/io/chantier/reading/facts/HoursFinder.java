package io.chantier.reading.facts;

import io.chantier.reading.Fact.Kind;
import io.chantier.reading.facts.Findings.Found;
import io.chantier.reading.text.PageText;
import io.chantier.reading.text.Words;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/** Finds opening hours in runs of lines that speak of days and times. */
final class HoursFinder implements Finder {

    private record Run(int line, String text, Week week) {}

    @Override
    public void find(PageText page, SiteContext site, Findings into) {
        var runs = new ArrayList<Run>();
        for (var i = 0; i < page.lines().size(); ) {
            var end = i;
            while (end < page.lines().size() && end - i < 16 && belongs(page, end)) end++;
            if (end > i) {
                var first = i;
                var text = String.join(
                        "\n",
                        page.lines().subList(i, end).stream()
                                .map(line -> line.text())
                                .toList());
                HoursParser.parse(text).ifPresent(week -> runs.add(new Run(first, text, week)));
            }
            i = Math.max(end, i + 1);
        }
        for (var run : joined(runs)) add(page, run, into);
    }

    /** Parts of one week in separate places of a page, such as the weekdays here and Saturday there. */
    private static List<Run> joined(List<Run> runs) {
        var joined = new ArrayList<Run>();
        for (var run : runs) {
            var last = joined.isEmpty() ? null : joined.getLast();
            if (last != null && run.line() - last.line() < 24 && !last.week().sharesDays(run.week())) {
                joined.set(
                        joined.size() - 1,
                        new Run(
                                last.line(),
                                last.text() + "\n" + run.text(),
                                last.week().and(run.week())));
            } else {
                joined.add(run);
            }
        }
        return joined;
    }

    private static void add(PageText page, Run run, Findings into) {
        var display = Words.cut(run.text().replace("\n", " · ").replace(" | ", " "), 400);
        var parts = new LinkedHashMap<>(run.week().parts());
        into.add(new Found(
                Kind.OPENING_HOURS,
                run.week().value(),
                display,
                parts,
                Excerpt.of(page, display, "text"),
                Excerpt.weight(page) + spread(run)));
    }

    /** A full week is more likely to be the opening hours than one evening is. */
    private static double spread(Run run) {
        return Math.min(0.5, run.week().parts().size() * 0.1);
    }

    private static boolean belongs(PageText page, int index) {
        var line = page.lines().get(index);
        var text = line.text();
        if (!line.picture().isEmpty() || text.length() > 400) return false;
        if (HoursParser.hasDay(text))
            return text.length() < 60 || HoursParser.hasSpan(text) || HoursParser.hasClosed(text);
        return text.length() < 60 && (HoursParser.hasSpan(text) || HoursParser.hasClosed(text));
    }
}
