package io.chantier.reading.snapshot;

import io.chantier.outbound.Fetcher;
import io.chantier.reading.OldPage;
import io.chantier.reading.crawl.CrawledPage;
import io.chantier.reading.crawl.Links;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jsoup.nodes.Comment;
import org.jsoup.nodes.DataNode;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Entities;
import org.jsoup.nodes.Node;

/**
 * Makes one document of an old first page: what could run, load or lead away is taken out, what it shows is put in. It
 * is still shown in a sandbox only.
 */
public final class Snapshots {

    private static final String GONE =
            "script, noscript, template, object, embed, applet, base, meta[http-equiv], meta[charset], portal, dialog,"
                    + " link:not([rel~=(?i)stylesheet]), source, track, bgsound";

    /** Attributes that hold an address, or code; others keep what they say. */
    private static final Set<String> LEADING = Set.of(
            "href",
            "xlink:href",
            "src",
            "srcset",
            "sizes",
            "srcdoc",
            "action",
            "formaction",
            "ping",
            "poster",
            "data",
            "background",
            "longdesc",
            "usemap",
            "manifest",
            "integrity",
            "target",
            "autofocus",
            "loading");

    private static final int DEEPEST_FRAME = 4;
    private static final int MOST_FRAMES = 24;

    private final List<CrawledPage> pages;
    private final Belongings belongings;
    private final Sheets sheets;
    private int framesLeft = MOST_FRAMES;
    private long html;

    private Snapshots(List<CrawledPage> pages, Belongings belongings) {
        this.pages = pages;
        this.belongings = belongings;
        this.sheets = new Sheets(belongings);
    }

    /** @param pages as they were read, the first page first, its frames among the others */
    public static OldPage take(List<CrawledPage> pages, Fetcher fetcher, BooleanSupplier isUnwanted) {
        var home = pages.getFirst();
        var belongings = new Belongings(fetcher, isUnwanted);
        var snapshots = new Snapshots(pages, belongings);
        var shown = snapshots.shown(home, 0);
        var original = content(pages).dom().clone();
        original.outputSettings().prettyPrint(false).charset(StandardCharsets.UTF_8);
        var weight = new OldPage.Weight(
                snapshots.html,
                belongings.stylesBytes(),
                belongings.picturesBytes(),
                original.select("script[src]").size(),
                strangers(home.address(), original));
        return new OldPage(home.address().toString(), original.outerHtml(), shown, weight);
    }

    /** The page with the words: of a frameset the frame that says most. */
    private static CrawledPage content(List<CrawledPage> pages) {
        if (!isFrameset(pages.getFirst().dom())) return pages.getFirst();
        return pages.stream()
                .filter(CrawledPage::isHome)
                .max(Comparator.comparingInt(page -> page.dom().text().length()))
                .orElse(pages.getFirst());
    }

    private static boolean isFrameset(Document dom) {
        return dom.selectFirst("frameset") != null;
    }

    private static int strangers(URI home, Document dom) {
        return (int) dom
                .select(
                        "script[src], link[rel~=(?i)stylesheet|icon|preload][href], img[src], iframe[src], embed[src], source[src]")
                .stream()
                .map(element -> element.hasAttr("src") ? element.attr("src") : element.attr("href"))
                .flatMap(address -> Links.resolve(dom.baseUri(), address).stream())
                .map(address -> bare(address.getHost()))
                .filter(host -> !host.equals(bare(Objects.requireNonNullElse(home.getHost(), ""))))
                .distinct()
                .count();
    }

    private static String bare(String host) {
        return host.toLowerCase(Locale.ROOT).replaceFirst("^www\\.", "");
    }

    private String shown(CrawledPage page, int depth) {
        html += page.dom().outerHtml().length();
        var dom = page.dom().clone();
        dom.outputSettings().prettyPrint(false).charset(StandardCharsets.UTF_8).escapeMode(Entities.EscapeMode.xhtml);
        if (isFrameset(dom)) return framed(dom, depth);
        clean(dom);
        styles(dom);
        pictures(dom);
        frames(dom, depth);
        harmless(dom);
        dom.head().prependElement("meta").attr("charset", "utf-8");
        return dom.outerHtml();
    }

    private static void clean(Document dom) {
        // Our own marks; the page has no say in what is kept.
        dom.select("[data-kept], [data-shown]").removeAttr("data-kept").removeAttr("data-shown");
        dom.select(GONE).remove();
        dom.getAllElements()
                .forEach(element -> element.childNodes().stream()
                        .filter(Comment.class::isInstance)
                        .toList()
                        .forEach(Node::remove));
    }

    private void styles(Document dom) {
        var base = dom.baseUri();
        for (var link : dom.select("link")) {
            var rules = Links.resolve(base, link.attr("href")).map(sheets::of).orElse("");
            link.replaceWith(style(rules, link.attr("media")));
        }
        for (var style : dom.select("style")) {
            if (style.hasAttr("data-kept")) style.removeAttr("data-kept");
            else style.replaceWith(kept(sheets.alone(style.data(), base), style.attr("media")));
        }
        for (var element : dom.select("[style]")) element.attr("style", sheets.alone(element.attr("style"), base));
    }

    private static Element style(String rules, String media) {
        return kept(rules, media).attr("data-kept", "");
    }

    private static Element kept(String rules, String media) {
        var style = new Element("style");
        if (!media.isBlank()) style.attr("media", media);
        style.appendChild(new DataNode(rules));
        return style;
    }

    private void pictures(Document dom) {
        var base = dom.baseUri();
        var pictures = dom.select("img, input[type=image]");
        belongings.fetch(Stream.concat(
                        pictures.stream().map(Snapshots::picture),
                        dom.select("[background]").stream().map(element -> element.attr("background")))
                .flatMap(address -> Links.resolve(base, address).stream())
                .toList());
        for (var picture : pictures) {
            var bytes = data(base, picture(picture));
            picture.attr("src", bytes.orElse("data:,"));
            picture.attr("data-shown", "");
        }
        for (var element : dom.select("[background]"))
            data(base, element.attr("background"))
                    .ifPresent(bytes ->
                            element.attr("style", element.attr("style") + ";background-image:url(\"" + bytes + "\")"));
    }

    /** Pictures that wait for a script name their file elsewhere. */
    private static String picture(Element picture) {
        return Stream.of("data-src", "data-lazy-src", "data-original", "src")
                .map(picture::attr)
                .filter(address -> !address.isBlank())
                .findFirst()
                .orElse("");
    }

    private Optional<String> data(String base, String address) {
        if (address.regionMatches(true, 0, "data:image/", 0, 11)) return Optional.of(address);
        return Links.resolve(base, address).flatMap(belongings::inside);
    }

    private void frames(Document dom, int depth) {
        for (var frame : dom.select("iframe")) inside(frame, dom.baseUri(), depth);
    }

    /** A frame shows what was read of it; one that leads elsewhere is empty. */
    private void inside(Element frame, String base, int depth) {
        var page = depth >= DEEPEST_FRAME || framesLeft-- <= 0
                ? Optional.<CrawledPage>empty()
                : Links.resolve(base, frame.attr("src")).flatMap(this::read);
        frame.removeAttr("src");
        page.ifPresent(read -> frame.attr("srcdoc", shown(read, depth + 1)).attr("data-shown", ""));
        frame.attr("sandbox", "");
    }

    private Optional<CrawledPage> read(URI address) {
        return pages.stream()
                .filter(page -> page.address().equals(address) || page.asked().equals(address))
                .findFirst();
    }

    /** Frames of a frameset as a grid, because a document inside a document may have none. */
    private String framed(Document dom, int depth) {
        var laid = Document.createShell(dom.baseUri());
        laid.outputSettings(dom.outputSettings());
        laid.head().appendElement("meta").attr("charset", "utf-8");
        laid.head()
                .appendElement("style")
                .appendChild(new DataNode("html,body{margin:0;height:100%}.f{display:grid;width:100%;height:100%;min-"
                        + "height:0;min-width:0}iframe{border:0;width:100%;height:100%;min-height:0;min-width:0}"));
        var top = dom.selectFirst("frameset");
        if (top != null) lay(top, laid.body(), dom.baseUri(), depth);
        return laid.outerHtml();
    }

    private void lay(Element frameset, Element into, String base, int depth) {
        var grid = into.appendElement("div").addClass("f");
        grid.attr(
                "style",
                "grid-template-rows:" + tracks(frameset.attr("rows")) + ";grid-template-columns:"
                        + tracks(frameset.attr("cols")));
        for (var child : frameset.children()) {
            if (child.nameIs("frameset")) lay(child, grid, base, depth);
            else if (child.nameIs("frame"))
                inside(grid.appendElement("iframe").attr("src", child.attr("src")), base, depth);
        }
    }

    /** {@code 116,*} as {@code 116px minmax(0,1fr)}. */
    private static String tracks(String lengths) {
        if (lengths.isBlank()) return "minmax(0,1fr)";
        return Stream.of(lengths.split(",", -1))
                .map(String::strip)
                .limit(12)
                .map(length -> {
                    var digits = length.replaceAll("\\D", "");
                    if (length.endsWith("%") && !digits.isEmpty()) return digits + "%";
                    if (length.endsWith("*")) return "minmax(0," + (digits.isEmpty() ? "1" : digits) + "fr)";
                    return digits.isEmpty() ? "minmax(0,1fr)" : digits + "px";
                })
                .collect(Collectors.joining(" "));
    }

    private static void harmless(Document dom) {
        for (var element : dom.getAllElements()) {
            var isShown = element.hasAttr("data-shown");
            var isLink = element.nameIs("a") && element.hasAttr("href");
            for (var attribute : element.attributes().asList()) {
                var name = attribute.getKey().toLowerCase(Locale.ROOT);
                var isKept = isShown && (name.equals("src") || name.equals("srcdoc"));
                if (name.startsWith("on") || (LEADING.contains(name) && !isKept))
                    element.removeAttr(attribute.getKey());
            }
            element.removeAttr("data-shown");
            if (isLink) element.attr("href", "#");
        }
    }
}
