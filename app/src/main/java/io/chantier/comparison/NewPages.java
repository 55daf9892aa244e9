package io.chantier.comparison;

import io.chantier.checks.PageQuality.Page;
import io.chantier.storage.Blobs;
import io.chantier.storage.Release;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jsoup.Jsoup;
import org.springframework.stereotype.Component;

/** The first page of a release as a browser loads it. */
@Component
class NewPages {

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
