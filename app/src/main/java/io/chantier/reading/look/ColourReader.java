package io.chantier.reading.look;

import io.chantier.outbound.FetchLimits;
import io.chantier.outbound.Fetched;
import io.chantier.outbound.Fetcher;
import io.chantier.reading.crawl.CrawledPage;
import io.chantier.reading.crawl.Links;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;

/** Reads the colours of style sheets, style attributes, the attributes of 2003, {@code theme-color} and the logo. */
final class ColourReader {

    private static final FetchLimits SHEET = new FetchLimits(1024 * 1024, Duration.ofSeconds(10), 3);
    private static final int SHEETS = 6;
    private static final Pattern RULE = Pattern.compile("([^{}]{1,400})\\{([^{}]{0,4000})}");
    private static final Pattern DECLARATION = Pattern.compile(
            "(?i)(?:^|[;\\s])(--[\\w-]*|background(?:-color)?|color|border(?:-[a-z]+)?(?:-color)?|fill)\\s*:\\s*([^;]{3,200})");
    private static final Pattern IMPORTANT = Pattern.compile(
            "(?i)header|nav|menu|btn|button|brand|logo|h1|h2|masthead|hero|banner|body|footer|primary|accent");
    private static final Pattern LIBRARY = Pattern.compile(
            "(?i)bootstrap(\\.min)?\\.css|font-?awesome|jquery|swiper|slick|owl|animate|normalize|reset|lightbox|fancybox|fonts\\.googleapis|cookie|leaflet|wp-includes|/plugins/");

    private final Fetcher fetcher;
    private final Colours colours = new Colours();

    ColourReader(Fetcher fetcher) {
        this.fetcher = fetcher;
    }

    /** @param isOver whether the time for reading is up, so that no further style sheet is fetched */
    static Map<String, Double> read(
            Fetcher fetcher, List<CrawledPage> pages, Map<String, Double> ofLogo, BooleanSupplier isOver) {
        var reader = new ColourReader(fetcher);
        for (var page : pages.subList(0, Math.min(6, pages.size()))) reader.page(page);
        reader.sheets(pages, isOver);
        ofLogo.forEach((colour, share) -> reader.colours.add(colour, 8 * share));
        return reader.colours.strongest();
    }

    private void page(CrawledPage page) {
        var dom = page.dom();
        for (var meta : dom.select("meta[name=theme-color], meta[name=msapplication-TileColor]"))
            colours.addNamed(meta.attr("content"), 6);
        for (var style : dom.select("style")) css(style.data());
        for (var element : dom.select("[bgcolor]"))
            colours.add(element.attr("bgcolor"), element.nameIs("body") ? 1 : 1.5);
        for (var element : dom.select("font[color]")) colours.add(element.attr("color"), 0.6);
        for (var body : dom.select("body"))
            for (var name : new String[] {"text", "link", "vlink"}) colours.add(body.attr(name), 0.8);
        for (var element : dom.select("[style*=color], [style*=background]")) declarations(element.attr("style"), 0.6);
    }

    private void sheets(List<CrawledPage> pages, BooleanSupplier isOver) {
        var addresses = new LinkedHashSet<String>();
        for (var page : pages)
            for (var link : page.dom().select("link[rel~=(?i)stylesheet][href]")) {
                if (!LIBRARY.matcher(link.attr("href")).find())
                    Links.resolve(link.baseUri(), link.attr("href")).ifPresent(a -> addresses.add(a.toString()));
            }
        addresses.stream()
                .limit(SHEETS)
                .takeWhile(_ -> !isOver.getAsBoolean())
                .forEach(address -> Fetcher.address(address).ifPresent(a -> {
                    if (fetcher.fetch(a, SHEET) instanceof Fetched.Page sheet && sheet.isOk())
                        css(new String(sheet.body(), StandardCharsets.UTF_8));
                }));
    }

    private void css(String text) {
        var plain = text.replaceAll("/\\*[^*]*\\*+(?:[^/*][^*]*\\*+)*/", " ");
        var rule = RULE.matcher(plain);
        var seen = 0;
        while (rule.find() && seen++ < 8_000) {
            var selector = rule.group(1);
            declarations(rule.group(2), IMPORTANT.matcher(selector).find() ? 1.2 : 0.3);
        }
    }

    private void declarations(String block, double weight) {
        var declaration = DECLARATION.matcher(block);
        while (declaration.find()) {
            var name = declaration.group(1);
            var value = declaration.group(2);
            if (name.matches("(?i)--.*(primary|brand|main|accent|theme|global--color)[\\w-]*")) {
                if (!name.matches(
                        "(?i).*(rgb|hover|border|bg-subtle|text|emphasis|subtle|active|focus|shadow|font|size|link).*"))
                    colours.addNamed(value, 6);
            } else if (!name.startsWith("--")) {
                colours.add(value, name.startsWith("background") ? weight * 1.5 : weight);
            }
        }
    }
}
