package io.chantier.reading;

import io.chantier.reading.Source.Block;
import io.chantier.reading.Source.SourcePage;
import io.chantier.reading.text.BlockMaker;
import io.chantier.reading.text.FillerWords;
import io.chantier.reading.text.Line;
import io.chantier.reading.text.PageText;
import io.chantier.reading.text.Words;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The pages as the author gets them: their own content, without what repeats on every page. */
final class SitePages {

    private SitePages() {}

    static List<SourcePage> of(List<PageText> texts, Map<String, String> pictures) {
        var repeated = repeated(texts);
        return texts.stream()
                .map(text -> page(text, pictures, text.page().isHome() ? Set.of() : repeated))
                .filter(page -> !page.blocks().isEmpty())
                .toList();
    }

    static int letters(List<SourcePage> pages) {
        return pages.stream()
                .flatMap(page -> page.blocks().stream())
                .mapToInt(block -> block.text().length() + String.join("", block.items()).length())
                .sum();
    }

    /** Lines on more than half of the pages: banners, side columns, addresses at the foot. */
    private static Set<String> repeated(List<PageText> texts) {
        if (texts.size() < 3) return Set.of();
        Map<String, Integer> counts = new HashMap<>();
        for (var text : texts) {
            text.lines().stream().map(SitePages::mark).distinct().forEach(mark -> counts.merge(mark, 1, Integer::sum));
        }
        return counts.entrySet().stream()
                .filter(entry -> entry.getValue() * 2 > texts.size() && entry.getValue() > 2)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private static String mark(Line line) {
        return line.picture().isEmpty() ? Words.fold(line.text()) : line.picture();
    }

    private static SourcePage page(PageText text, Map<String, String> pictures, Set<String> repeated) {
        var page = text.page();
        var description = Words.tidy(page.dom().select("meta[name=description]").attr("content"));
        List<Block> blocks = BlockMaker.of(text, pictures, line -> repeated.contains(mark(line)));
        return new SourcePage(
                text.address(),
                page.path(),
                Words.tidy(page.dom().title()),
                FillerWords.isFiller(description) ? "" : description,
                page.menuLabel(),
                blocks);
    }
}
