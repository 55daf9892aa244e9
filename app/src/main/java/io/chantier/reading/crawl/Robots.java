package io.chantier.reading.crawl;

import crawlercommons.robots.BaseRobotRules;
import crawlercommons.robots.SimpleRobotRules;
import crawlercommons.robots.SimpleRobotRulesParser;
import crawlercommons.sitemaps.AbstractSiteMap;
import crawlercommons.sitemaps.SiteMap;
import crawlercommons.sitemaps.SiteMapIndex;
import crawlercommons.sitemaps.SiteMapParser;
import crawlercommons.sitemaps.UnknownFormatException;
import io.chantier.outbound.FetchLimits;
import io.chantier.outbound.Fetched;
import io.chantier.outbound.Fetcher;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What the site says to crawlers: which pages not to read, which pages there are. */
final class Robots {

    private static final FetchLimits SMALL = new FetchLimits(2 * 1024 * 1024, Duration.ofSeconds(10), 5);
    private static final int SITEMAPS = 6;

    private final Fetcher fetcher;
    private final URI home;
    private final BaseRobotRules rules;

    Robots(Fetcher fetcher, URI home) {
        this.fetcher = fetcher;
        this.home = home;
        rules = switch (fetcher.fetch(home.resolve("/robots.txt"), SMALL)) {
            case Fetched.Page page
            when page.isOk() && page.body().length < 500_000 ->
                new SimpleRobotRulesParser()
                        .parseContent(home.toString(), page.body(), "text/plain", List.of("chantier"));
            case Fetched.Page _, Fetched.Refused _, Fetched.Unreachable _, Fetched.TooBig _, Fetched.TooSlow _ ->
                new SimpleRobotRules(SimpleRobotRules.RobotRulesMode.ALLOW_ALL);
        };
    }

    boolean allows(URI address) {
        return rules.isAllowed(address.toString());
    }

    /** The addresses that the sitemaps name, as many as {@code limit}. */
    List<URI> listed(int limit) {
        var found = new ArrayList<URI>();
        var open = new ArrayList<>(rules.getSitemaps().stream()
                .limit(SITEMAPS)
                .flatMap(s -> Links.resolve(home.toString(), s).stream())
                .toList());
        if (open.isEmpty()) open.add(home.resolve("/sitemap.xml"));
        for (var i = 0; i < open.size() && i < SITEMAPS && found.size() < limit; i++)
            read(open.get(i), found, open, limit);
        return found;
    }

    private void read(URI address, List<URI> found, List<URI> open, int limit) {
        if (!(fetcher.fetch(address, SMALL) instanceof Fetched.Page page) || !page.isOk()) return;
        switch (parsed(page)) {
            case SiteMapIndex index ->
                index.getSitemaps().stream()
                        .limit(SITEMAPS)
                        .forEach(map -> Links.resolve(
                                        home.toString(), map.getUrl().toString())
                                .ifPresent(open::add));
            case SiteMap map ->
                map.getSiteMapUrls().stream()
                        .limit(Math.max(0, limit - found.size()))
                        .forEach(url -> Links.resolve(
                                        home.toString(), url.getUrl().toString())
                                .ifPresent(found::add));
            default -> {}
        }
    }

    private static AbstractSiteMap parsed(Fetched.Page page) {
        var nothing = new SiteMap();
        if (hasDoctype(page.body()) || looksLikeHtml(page)) return nothing;
        try {
            var parser = new SiteMapParser(false, true);
            parser.setStrictNamespace(false);
            parser.setAllowDocTypeDefinitions(false);
            return parser.parseSiteMap(page.body(), page.address().toURL());
        } catch (UnknownFormatException | IOException | RuntimeException e) {
            return nothing;
        }
    }

    private static boolean looksLikeHtml(Fetched.Page page) {
        return page.header("content-type").contains("html");
    }

    /** No sitemap needs one, and every entity trick does. */
    private static boolean hasDoctype(byte[] body) {
        var text = new String(body, java.nio.charset.StandardCharsets.ISO_8859_1);
        return Set.of("<!DOCTYPE", "<!ENTITY", "<!doctype").stream().anyMatch(text::contains);
    }
}
