package io.chantier.checks;

import static io.chantier.checks.Finding.blocking;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.springframework.stereotype.Component;

/** Every link leads somewhere and every picture is there; no link has a dangerous scheme. */
@Component
final class Links implements Check {

    private static final Pattern SCHEME = Pattern.compile("^([a-zA-Z][a-zA-Z0-9+.-]*):.*", Pattern.DOTALL);
    private static final Set<String> SAFE = Set.of("http", "https", "tel", "mailto");
    private static final Pattern PICTURE = Pattern.compile("/_img/([0-9a-f]{12})(?:-[0-9]+)?\\.(?:webp|svg|png|jpg)");

    private static final Pattern VIDEO = Pattern.compile("/_video/([0-9a-f]{12})\\.(?:mp4|webm)");

    @Override
    public List<Finding> examine(Examined site) {
        var findings = new ArrayList<Finding>();
        site.pages().forEach((path, page) -> {
            for (var link : page.select("a[href], link[href], area[href]")) link(site, path, page, link, findings);
            for (var element : page.select("[src]")) source(site, path, element, element.attr("src"), findings);
            for (var element : page.select("[srcset], [imagesrcset]"))
                for (var part : (element.attr("srcset") + "," + element.attr("imagesrcset")).split(",", -1))
                    if (!part.isBlank())
                        source(site, path, element, part.strip().split("\\s+", -1)[0], findings);
        });
        redirects(site, findings);
        return findings;
    }

    private static void link(Examined site, String path, Document page, Element link, List<Finding> findings) {
        var href = link.attr("href").strip();
        var words = link.text().isBlank() ? href : link.text();
        if (link.is("a") && nameOf(link).isBlank()) findings.add(blocking("link-nameless", path, link.outerHtml()));
        var scheme = SCHEME.matcher(href);
        if (scheme.matches()) {
            if (!SAFE.contains(scheme.group(1).toLowerCase(java.util.Locale.ROOT)) && !isIcon(link, href))
                findings.add(blocking("link-scheme", path, words).with(Map.of("href", href)));
        } else if (href.startsWith("#")) {
            if (href.length() == 1 || page.getElementById(href.substring(1)) == null)
                findings.add(blocking("link-broken", path, words).with(Map.of("href", href)));
        } else if (href.isEmpty() || !leadsSomewhere(site, path, href))
            findings.add(blocking("link-broken", path, words).with(Map.of("href", href)));
    }

    private static boolean isIcon(Element link, String href) {
        return link.is("link[rel=icon]") && href.startsWith("data:image/");
    }

    private static String nameOf(Element link) {
        return link.text()
                + link.attr("aria-label")
                + link.attr("title")
                + String.join("", link.select("img").eachAttr("alt"))
                + link.select("svg title").text();
    }

    private static void source(Examined site, String path, Element element, String address, List<Finding> findings) {
        if (address.startsWith("data:image/")) return;
        if (SCHEME.matcher(address).matches() || address.startsWith("//"))
            findings.add(blocking("picture-foreign", path, element.attr("alt")).with(Map.of("src", address)));
        else if (!leadsSomewhere(site, path, address))
            findings.add(blocking("picture-missing", path, element.attr("alt")).with(Map.of("src", address)));
    }

    private static boolean leadsSomewhere(Examined site, String from, String href) {
        if (href.startsWith("//")) return false;
        String target;
        try {
            var raw = URI.create("http://site.invalid" + from).resolve(href).getRawPath();
            target = URLDecoder.decode(raw.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return false;
        }
        var picture = PICTURE.matcher(target);
        if (picture.matches() && site.candidate().pictures().containsKey(picture.group(1))) return true;
        var video = VIDEO.matcher(target);
        if (video.matches() && site.candidate().pictures().containsKey("video/" + video.group(1))) return true;
        return site.isServed(target);
    }

    /** The address in a {@code mailto:} link. */
    static String address(String mailto) {
        return URLDecoder.decode(
                        mailto.substring("mailto:".length())
                                .replaceAll("\\?.*$", "")
                                .replace("+", "%2B"),
                        StandardCharsets.UTF_8)
                .toLowerCase(java.util.Locale.ROOT);
    }

    /** The host of an address, without {@code www.}. */
    static String host(String address) {
        try {
            var host = URI.create(address).getHost();
            return host == null ? address : host.replaceFirst("^www\\.", "");
        } catch (IllegalArgumentException e) {
            return address;
        }
    }

    private static void redirects(Examined site, List<Finding> findings) {
        var content = site.json().get(Examined.CONTENT);
        if (content == null || site.isBare()) return;
        var number = 0;
        for (var redirect : content.path("redirects")) {
            var to = redirect.path("to").asString("");
            if (!leadsSomewhere(site, "/", to))
                findings.add(blocking(
                                "redirect-broken",
                                Examined.CONTENT,
                                redirect.path("from").asString(""))
                        .at("content#/redirects/" + number)
                        .with(Map.of("href", to)));
            number++;
        }
    }
}
