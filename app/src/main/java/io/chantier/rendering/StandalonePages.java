package io.chantier.rendering;

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

/** The first page of a release as one document that needs nothing else: no network, no scripts. */
@Component
public class StandalonePages {

    private static final Pattern ADDRESS = Pattern.compile("url\\(\\s*['\"]?(/[^'\")\\s]+)['\"]?\\s*\\)");

    private final Blobs blobs;

    StandalonePages(Blobs blobs) {
        this.blobs = blobs;
    }

    /** With its style and its pictures inside; empty where the release has no first page. */
    public Optional<String> first(Release release) {
        return text(release, "/index.html").map(html -> {
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
        var rules = text(release, sheet.attr("href")).orElse("");
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

    private Optional<String> text(Release release, String path) {
        return Optional.ofNullable(release.files().get(file(path)))
                .flatMap(entry -> blobs.get(entry.blob()))
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }

    private static String file(String path) {
        return path.replaceFirst("^/", "").replaceFirst("[?#].*$", "");
    }
}
