package io.chantier.reading.crawl;

import io.chantier.outbound.Fetched;
import io.chantier.outbound.Fetcher;
import io.chantier.reading.Watcher;
import java.net.URI;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** A first page that only frames or forwards to a site on another host, as registrars sold it with a domain. */
public final class Doorway {

    private static final int MOST = 3;
    private static final int HARDLY_WORDS = 60;

    private Doorway() {}

    /** The first page of the site behind it; the page itself where it is no doorway or nobody answers behind it. */
    public static Fetched.Page behind(Fetched.Page home, Fetcher fetcher, Watcher watcher) {
        var page = home;
        for (var doors = 0; doors < MOST; doors++) {
            var target = target(page);
            if (target.isEmpty()) return page;
            var next = opened(fetcher.fetch(target.get()), target.get(), watcher);
            if (next.isEmpty()) return page;
            page = next.get();
        }
        return page;
    }

    private static Optional<Fetched.Page> opened(Fetched answer, URI target, Watcher watcher) {
        var code = switch (answer) {
            case Fetched.Page page when !page.isOk() -> "status";
            case Fetched.Page page when !Html.isHtml(page) -> "not-html";
            case Fetched.Page _ -> "";
            case Fetched.TooBig _ -> "too-big";
            case Fetched.TooSlow _ -> "too-slow";
            case Fetched.Refused _ -> "refused";
            case Fetched.Unreachable _ -> "unreachable";
        };
        if (!code.isEmpty()) watcher.skipped(target.toString(), code);
        return code.isEmpty() && answer instanceof Fetched.Page page ? Optional.of(page) : Optional.empty();
    }

    private static Optional<URI> target(Fetched.Page page) {
        var dom = Html.parse(page);
        var scope = new SiteScope(page.address());
        return Links.refresh(dom).or(() -> framed(dom)).filter(target -> !scope.contains(target));
    }

    /** An iframe is a doorway only where there is nothing beside it: others show maps and films. */
    private static Optional<URI> framed(Document dom) {
        var frame = dom.select("frameset frame[src]").stream().max(Comparator.comparingDouble(Doorway::share));
        if (frame.isPresent()) return Links.resolve(dom.baseUri(), frame.get().attr("src"));
        var inline = dom.select("iframe[src]");
        if (inline.size() != 1 || dom.text().length() >= HARDLY_WORDS) return Optional.empty();
        return Links.resolve(dom.baseUri(), inline.attr("src"));
    }

    /** How much of the window a frame takes, in percent. */
    private static double share(Element frame) {
        var parent = frame.parent();
        if (parent == null) return 0;
        var sizes = (parent.hasAttr("rows") ? parent.attr("rows") : parent.attr("cols")).split(",", -1);
        var at = parent.children().indexOf(frame);
        if (at >= sizes.length) return 0;
        if (!sizes[at].contains("*")) return percent(sizes[at]);
        return 100
                - IntStream.range(0, sizes.length)
                        .mapToDouble(i -> percent(sizes[i]))
                        .sum();
    }

    private static double percent(String size) {
        var number = size.replaceAll("\\D", "");
        if (number.isEmpty() || number.length() > 4 || size.contains("*")) return 0;
        return size.contains("%") ? Integer.parseInt(number) : Integer.parseInt(number) / 10.0;
    }
}
