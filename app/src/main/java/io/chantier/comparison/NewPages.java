package io.chantier.comparison;

import io.chantier.checks.PageQuality.Page;
import io.chantier.storage.Blobs;
import io.chantier.storage.Release;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.DataNode;
import org.jsoup.nodes.Element;
import org.springframework.stereotype.Component;

/** The first page of a release: as a browser loads it, and as one document that needs nothing else. */
@Component
class NewPages {

    private static final Pattern ADDRESS = Pattern.compile("url\\(\\s*['\"]?(/[^'\")\\s]+)['\"]?\\s*\\)");

    private final Blobs blobs;

    NewPages(Blobs blobs) {
        this.blobs = blobs;
    }

    Optional<Page> first(Release release) {
        return html(release).map(html -> {
            var dom = Jsoup.parse(html, "http://site.invalid/");
            long loaded = html.length();
            for (var element : dom.select("link[rel=stylesheet][href], img[src], script[src]"))
                loaded += size(release, element.hasAttr("src") ? element.attr("src") : element.attr("href"));
            var strangers = dom.select(
                            "script[src^=http], link[rel=stylesheet][href^=http], img[src^=http], iframe[src^=http]")
                    .size();
            return new Page(html, loaded, strangers);
        });
    }

    /** Without scripts, with its style and its pictures inside. */
    Optional<String> alone(Release release) {
        return html(release).map(html -> {
            var dom = Jsoup.parse(html, "http://site.invalid/");
            dom.outputSettings().prettyPrint(false);
            dom.select("script, link:not([rel=stylesheet]), base").remove();
            for (var sheet : dom.select("link[rel=stylesheet]")) inline(sheet, release);
            for (var style : dom.select("style")) style.html(pictured(style.data(), release));
            for (var picture : dom.select("img[src]")) {
                picture.removeAttr("srcset").removeAttr("loading");
                picture.attr("src", data(release, picture.attr("src")).orElse("data:,"));
            }
            dom.select("source").remove();
            dom.select("a[href]").attr("href", "#");
            return dom.outerHtml();
        });
    }

    private void inline(Element sheet, Release release) {
        var rules = bytes(release, sheet.attr("href"))
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                .orElse("");
        var style = new Element("style").appendChild(new DataNode(rules.replace("</", "<\\/")));
        sheet.replaceWith(style);
    }

    private String pictured(String rules, Release release) {
        return ADDRESS.matcher(rules)
                .replaceAll(match -> Matcher.quoteReplacement(data(release, match.group(1))
                        .map(data -> "url(\"" + data + "\")")
                        .orElse("url(\"data:,\")")));
    }

    private Optional<String> data(Release release, String path) {
        return Optional.ofNullable(release.files().get(file(path)))
                .flatMap(entry -> blobs.get(entry.blob())
                        .map(bytes -> "data:" + entry.contentType().replace(" ", "") + ";base64,"
                                + Base64.getEncoder().encodeToString(bytes)));
    }

    private Optional<String> html(Release release) {
        return bytes(release, "/index.html").map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }

    private Optional<byte[]> bytes(Release release, String path) {
        return Optional.ofNullable(release.files().get(file(path))).flatMap(entry -> blobs.get(entry.blob()));
    }

    private static long size(Release release, String path) {
        var entry = release.files().get(file(path));
        return entry == null ? 0 : entry.size();
    }

    private static String file(String path) {
        return path.replaceFirst("^/", "").replaceFirst("[?#].*$", "");
    }
}
