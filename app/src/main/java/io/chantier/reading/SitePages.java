package io.chantier.reading;

import io.chantier.reading.Source.SourcePage;
import io.chantier.reading.text.BlockMaker;
import io.chantier.reading.text.FillerWords;
import io.chantier.reading.text.PageText;
import io.chantier.reading.text.Words;
import java.util.List;
import java.util.Map;

/** The pages as the author gets them: their own content, in blocks. */
final class SitePages {

    private SitePages() {}

    static List<SourcePage> of(List<PageText> texts, Map<String, String> pictures) {
        return texts.stream()
                .map(text -> page(text, pictures))
                .filter(page -> !page.blocks().isEmpty())
                .toList();
    }

    static int letters(List<SourcePage> pages) {
        return pages.stream()
                .flatMap(page -> page.blocks().stream())
                .mapToInt(block ->
                        block.text().length() + String.join("", block.items()).length())
                .sum();
    }

    private static SourcePage page(PageText text, Map<String, String> pictures) {
        var page = text.page();
        var description = Words.tidy(page.dom().select("meta[name=description]").attr("content"));
        return new SourcePage(
                text.address(),
                page.path(),
                Words.tidy(page.dom().title()),
                FillerWords.isFiller(description) ? "" : description,
                page.menuLabel(),
                BlockMaker.of(text, pictures));
    }
}
