package io.chantier.reading;

import io.chantier.jobs.Failure;
import io.chantier.outbound.Fetched;
import io.chantier.outbound.Fetcher;
import io.chantier.reading.Source.SourcePage;
import io.chantier.reading.crawl.Crawl;
import io.chantier.reading.crawl.CrawledPage;
import io.chantier.reading.crawl.Html;
import io.chantier.reading.crawl.SiteAddress;
import io.chantier.reading.facts.FactReader;
import io.chantier.reading.facts.Regions;
import io.chantier.reading.facts.SiteContext;
import io.chantier.reading.text.BlockMaker;
import io.chantier.reading.text.Languages;
import io.chantier.reading.text.Line;
import io.chantier.reading.text.PageText;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Reads an old site from its address: pages, facts, look. Thread-safe. */
public final class Reader {

    private final Fetcher fetcher;
    private final ReadingLimits limits;

    public Reader(Fetcher fetcher, ReadingLimits limits) {
        this.fetcher = fetcher;
        this.limits = limits;
    }

    /** @param address as a person typed it; {@code www.example.org} will do */
    public Reading read(String address, PictureSink pictures, Watcher watcher) {
        var home = SiteAddress.of(address);
        if (home.isEmpty()) return failed("reading-address", Map.of("address", address));
        var site = Map.of("address", home.get().toString());
        return switch (fetcher.fetch(home.get())) {
            case Fetched.Page page
            when !page.isOk() ->
                failed("reading-status", Map.of("address", home.get().toString(), "status", "" + page.status()));
            case Fetched.Page page when !Html.isHtml(page) -> failed("reading-not-html", site);
            case Fetched.Page page -> read(page, watcher);
            case Fetched.Refused _ -> failed("reading-refused", site);
            case Fetched.Unreachable unreachable -> failed("reading-" + unreachable.code(), site);
            case Fetched.TooBig _ -> failed("reading-too-big", site);
            case Fetched.TooSlow _ -> failed("reading-too-slow", site);
        };
    }

    private Reading read(Fetched.Page home, Watcher watcher) {
        var crawl = new Crawl(fetcher, limits, watcher, home);
        var site = Map.of("address", home.address().toString());
        if (crawl.isForbidden()) return failed("reading-robots", site);
        var texts = crawl.run().stream().map(PageText::of).toList();
        var context = context(home.address(), texts);
        var facts = FactReader.read(context);
        var pages = texts.stream()
                .map(text -> page(text, Map.of()))
                .filter(page -> !page.blocks().isEmpty())
                .toList();
        if (pages.isEmpty() && facts.isEmpty()) return new Reading.NothingFound(new Failure("reading-empty", site));
        var look = new Source.Look("", Map.of(), List.of(), Map.of());
        return new Reading.Found(new Source(
                home.address().toString(), context.language(), pages, facts, look, crawl.paths(), List.of()));
    }

    private static SiteContext context(URI home, List<PageText> texts) {
        var words = texts.stream()
                .flatMap(text -> text.lines().stream())
                .map(Line::text)
                .collect(Collectors.joining(" "));
        var declared = texts.stream()
                .map(text -> text.page().dom().select("html").attr("lang"))
                .filter(lang -> !lang.isBlank())
                .toList();
        var language = Languages.of(words, declared);
        return new SiteContext(language, Regions.of(home.getHost(), language, texts), home.getHost(), texts);
    }

    private static SourcePage page(PageText text, Map<String, String> pictures) {
        CrawledPage page = text.page();
        return new SourcePage(
                text.address(),
                page.path(),
                page.dom().title(),
                page.dom().select("meta[name=description]").attr("content"),
                page.menuLabel(),
                BlockMaker.of(text, pictures, _ -> false));
    }

    private static Reading failed(String code, Map<String, String> arguments) {
        return new Reading.Failed(new Failure(code, arguments));
    }
}
