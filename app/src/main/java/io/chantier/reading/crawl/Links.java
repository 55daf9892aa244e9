package io.chantier.reading.crawl;

import io.chantier.outbound.Fetcher;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** Reads the links of a page: anchors, image maps, frames, meta refresh and what old sites hide in {@code onclick}. */
public final class Links {

    private static final Pattern REFRESH = Pattern.compile("(?i)url\\s*=\\s*[\"']?([^\"'>]+)");
    private static final Pattern SCRIPTED = Pattern.compile(
            "(?:location(?:\\.href)?\\s*=\\s*|location\\.replace\\(|window\\.open\\()\\s*['\"]([^'\"]+)['\"]");
    private static final Pattern MENU =
            Pattern.compile("(?i)(^|[-_ ])(menu|nav|navbar|navigation|navi|topnav|mainnav|sommaire)([-_ ]|\\d|$)");
    private static final int AT_MOST = 2_000;

    private Links() {}

    static List<Link> of(Document dom) {
        Map<String, Link> found = new LinkedHashMap<>();
        for (var frame : dom.select("frame[src], iframe[src]")) put(found, dom, frame.attr("src"), "", false, true);
        refresh(dom).ifPresent(target -> put(found, dom, target.toString(), "", false, true));
        var menuPage = isMenuPage(dom);
        for (var anchor : dom.select("a[href], area[href]")) {
            put(found, dom, anchor.attr("href"), label(anchor), menuPage || inMenu(anchor), false);
            if (found.size() >= AT_MOST) break;
        }
        for (var element : dom.select("[onclick]")) scripted(found, dom, element);
        return new ArrayList<>(found.values());
    }

    /** Where the page sends its reader on by itself. */
    static Optional<URI> refresh(Document dom) {
        return dom.select("meta[http-equiv=refresh]").stream()
                .map(meta -> REFRESH.matcher(meta.attr("content")))
                .filter(Matcher::find)
                .flatMap(match -> resolve(dom.baseUri(), match.group(1).strip()).stream())
                .findFirst();
    }

    private static void scripted(Map<String, Link> found, Document dom, Element element) {
        var match = SCRIPTED.matcher(element.attr("onclick"));
        if (match.find() && found.size() < AT_MOST)
            put(found, dom, match.group(1), label(element), inMenu(element), false);
    }

    private static void put(
            Map<String, Link> found, Document dom, String href, String label, boolean menu, boolean frame) {
        if (href.isBlank() || href.startsWith("#")) return;
        resolve(dom.baseUri(), href).ifPresent(target -> {
            var link = new Link(target, label, menu, frame);
            found.merge(SiteScope.path(target) + "@" + target.getHost(), link, Links::better);
        });
    }

    private static Link better(Link one, Link other) {
        if (one.menu() == other.menu()) return one.label().isEmpty() ? other : one;
        var menu = one.menu() ? one : other;
        return menu.label().isEmpty() ? one : menu;
    }

    /** The absolute http address that {@code href} leads to, without its fragment. */
    public static Optional<URI> resolve(String base, String href) {
        try {
            var clean = href.strip();
            var hash = clean.indexOf('#');
            if (hash >= 0) clean = clean.substring(0, hash);
            if (clean.isEmpty()
                    || clean.matches("(?i)(javascript|mailto|tel|sms|data|whatsapp|callto|fax|skype|ftp|file):.*")) {
                return Optional.empty();
            }
            if (clean.startsWith("?")) {
                var at = URI.create(base);
                clean = (at.getRawPath() == null ? "/" : at.getRawPath()) + clean;
            }
            var relative = Fetcher.address(clean);
            return relative.map(r -> URI.create(base).resolve(r).normalize())
                    .filter(target -> target.getHost() != null
                            && ("http".equalsIgnoreCase(target.getScheme())
                                    || "https".equalsIgnoreCase(target.getScheme())));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    static String label(Element anchor) {
        var text = anchor.text().strip();
        if (!text.isEmpty()) return text.length() > 60 ? "" : text;
        var image = anchor.selectFirst("img[alt]");
        if (image != null) return image.attr("alt").strip();
        return anchor.hasAttr("alt")
                ? anchor.attr("alt").strip()
                : anchor.attr("title").strip();
    }

    static boolean inMenu(Element element) {
        for (Element at = element; at != null && !at.nameIs("body"); at = at.parent()) {
            if (at.nameIs("nav") || at.attr("role").equals("navigation")) return true;
            if (MENU.matcher(at.id()).find() || MENU.matcher(at.className()).find()) return !at.nameIs("footer");
        }
        return false;
    }

    /** A frame of an old site that holds nothing but the menu. */
    public static boolean isMenuPage(Document dom) {
        var anchors = dom.select("a[href], area[href]");
        if (anchors.size() < 2 || anchors.size() > 30) return false;
        var words = dom.text().length();
        var linked = anchors.stream().mapToInt(anchor -> anchor.text().length()).sum();
        return words < 400 && words - linked < 80;
    }
}
