package io.chantier.reading;

import io.chantier.jobs.Failure;
import io.chantier.outbound.Fetched;
import io.chantier.outbound.Fetcher;
import io.chantier.reading.Source.SourcePage;
import io.chantier.reading.crawl.Crawl;
import io.chantier.reading.crawl.Doorway;
import io.chantier.reading.crawl.Html;
import io.chantier.reading.crawl.SiteAddress;
import io.chantier.reading.facts.FactReader;
import io.chantier.reading.facts.Regions;
import io.chantier.reading.facts.SiteContext;
import io.chantier.reading.look.LookReader;
import io.chantier.reading.snapshot.Snapshots;
import io.chantier.reading.text.FillerFilter;
import io.chantier.reading.text.Languages;
import io.chantier.reading.text.Line;
import io.chantier.reading.text.PageText;
import io.chantier.reading.text.Repeated;
import java.net.URI;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads an old site from its address: pages, facts, look. Thread-safe. */
public final class Reader {

    private static final int WORTH_READING = 60;
    private static final Set<Fact.Kind> HARDLY_CONTENT =
            EnumSet.of(Fact.Kind.NAME, Fact.Kind.TRADE, Fact.Kind.TAGLINE, Fact.Kind.LEGAL_FORM, Fact.Kind.LEGAL_NAME);

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
            case Fetched.Page page when page.body().length == 0 -> nothing("reading-empty", page.address());
            case Fetched.Page page when !Html.isHtml(page) -> failed("reading-not-html", site);
            case Fetched.Page page -> read(Doorway.behind(page, fetcher, watcher), pictures, watcher);
            case Fetched.Refused _ -> failed("reading-refused", site);
            case Fetched.Unreachable unreachable -> failed("reading-" + unreachable.code(), site);
            case Fetched.TooBig _ -> failed("reading-too-big", site);
            case Fetched.TooSlow _ -> failed("reading-too-slow", site);
        };
    }

    private Reading read(Fetched.Page home, PictureSink sink, Watcher watcher) {
        var crawl = new Crawl(fetcher, limits, watcher, home);
        if (crawl.isForbidden())
            return failed("reading-robots", Map.of("address", home.address().toString()));
        var crawled = crawl.run();
        var raw = Repeated.marked(crawled.stream().map(PageText::of).toList());
        var cleaned = raw.stream().map(FillerFilter::clean).toList();
        var context = context(home.address(), cleaned);
        var found = FactReader.read(context);
        var isEmpty = SitePages.letters(SitePages.of(context.pages(), Map.of())) < WORTH_READING
                && found.facts().stream().allMatch(fact -> HARDLY_CONTENT.contains(fact.kind()));
        if (isEmpty) return nothing(whyNothing(raw, cleaned), home.address());
        var seen = new LookReader(fetcher, limits, sink, watcher).read(context.pages());
        List<SourcePage> pages = SitePages.of(context.pages(), seen.ids());
        var filler = Stream.concat(cleaned.stream().flatMap(c -> c.filler().stream()), found.filler().stream())
                .distinct()
                .toList();
        var source = new Source(
                home.address().toString(),
                context.language(),
                pages,
                found.facts(),
                seen.look(),
                crawl.paths(),
                filler);
        return new Reading.Found(source, Snapshots.take(crawled, fetcher, watcher::isUnwanted));
    }

    private static String whyNothing(List<PageText> raw, List<FillerFilter.Cleaned> cleaned) {
        if (cleaned.stream().anyMatch(page -> !page.filler().isEmpty())) return "reading-filler-only";
        var scripts = raw.stream()
                .mapToInt(page -> page.page().dom().select("script[src]").size())
                .sum();
        return scripts > 0 ? "reading-script-only" : "reading-empty";
    }

    private static SiteContext context(URI home, List<FillerFilter.Cleaned> cleaned) {
        var texts = cleaned.stream().map(FillerFilter.Cleaned::page).toList();
        var words = texts.stream()
                .flatMap(text -> text.lines().stream())
                .map(Line::text)
                .collect(Collectors.joining(" "));
        var declared = texts.stream()
                .map(text -> text.page().dom().select("html").attr("lang"))
                .filter(lang -> !lang.isBlank())
                .toList();
        var language = Languages.of(words, declared);
        Map<String, Set<Integer>> suspect = new HashMap<>();
        for (var page : cleaned) suspect.put(page.page().address(), page.suspect());
        return new SiteContext(language, Regions.of(home.getHost(), language, texts), home.getHost(), texts, suspect);
    }

    private static Reading nothing(String code, URI address) {
        return new Reading.NothingFound(new Failure(code, Map.of("address", address.toString())));
    }

    private static Reading failed(String code, Map<String, String> arguments) {
        return new Reading.Failed(new Failure(code, arguments));
    }
}
