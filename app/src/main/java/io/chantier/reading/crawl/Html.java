package io.chantier.reading.crawl;

import io.chantier.outbound.Fetched;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;

/** Makes a document of an answer. */
public final class Html {

    private Html() {}

    /** Goes by the bytes where the header says nothing or nonsense. */
    public static boolean isHtml(Fetched.Page page) {
        var type = page.header("content-type").toLowerCase(Locale.ROOT);
        if (type.contains("html")) return !isBinary(page.body());
        if (!type.isEmpty() && !type.startsWith("text/plain") && !type.contains("octet-stream")) return false;
        var start = new String(page.body(), 0, Math.min(page.body().length, 2048), StandardCharsets.ISO_8859_1)
                .toLowerCase(Locale.ROOT);
        return start.contains("<html")
                || start.contains("<!doctype html")
                || start.contains("<body")
                || start.contains("<title");
    }

    static Document parse(Fetched.Page page) {
        var text = Charsets.decode(page.body(), page.header("content-type"));
        var dom = Jsoup.parse(text, page.address().toString());
        var base = dom.selectFirst("base[href]");
        if (base != null)
            Links.resolve(page.address().toString(), base.attr("href")).ifPresent(b -> dom.setBaseUri(b.toString()));
        return dom;
    }

    private static boolean isBinary(byte[] body) {
        if (body.length > 2 && (body[0] & 0xff) >= 0xFE && (body[1] & 0xff) >= 0xFE) return false;
        for (var i = 0; i < Math.min(body.length, 512); i++) if (body[i] == 0) return true;
        return false;
    }
}
