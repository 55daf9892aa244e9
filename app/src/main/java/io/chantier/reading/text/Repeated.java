package io.chantier.reading.text;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Marks what stands on most pages as no page's own: banners, side columns, the address at the foot. */
public final class Repeated {

    private Repeated() {}

    /** The first page keeps what it has: it is where such things belong, if anywhere. */
    public static List<PageText> marked(List<PageText> pages) {
        var repeated = repeated(pages);
        return pages.stream()
                .map(page -> page.page().isHome() ? page : marked(page, repeated))
                .toList();
    }

    private static PageText marked(PageText page, Set<String> repeated) {
        var lines = page.lines().stream()
                .map(line -> repeated.contains(mark(line)) ? line.asChrome() : line)
                .toList();
        return new PageText(page.page(), lines);
    }

    private static Set<String> repeated(List<PageText> pages) {
        Map<String, Integer> counts = new HashMap<>();
        for (var page : pages) {
            page.lines().stream().map(Repeated::mark).distinct().forEach(mark -> counts.merge(mark, 1, Integer::sum));
        }
        return counts.entrySet().stream()
                .filter(entry -> entry.getValue() > 2 && entry.getValue() * 2 > pages.size())
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private static String mark(Line line) {
        return line.picture().isEmpty() ? line.isHeading() + Words.fold(line.text()) : line.picture();
    }
}
