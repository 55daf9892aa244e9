package io.chantier.storage;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.DocumentType;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.XmlDeclaration;
import org.jsoup.parser.Parser;

/** Drawings made of known harmless parts only: shapes, text, gradients. Anything else refuses the whole file. */
final class SafeSvg {

    private static final int MOST_BYTES = 1 << 20;
    private static final Set<String> ELEMENTS = Set.of(
            "svg",
            "g",
            "path",
            "rect",
            "circle",
            "ellipse",
            "line",
            "polyline",
            "polygon",
            "text",
            "tspan",
            "title",
            "desc",
            "defs",
            "lineargradient",
            "radialgradient",
            "stop",
            "clippath",
            "mask",
            "symbol",
            "use",
            "pattern",
            "metadata");
    private static final Set<String> ALIEN_PREFIXES = Set.of("sodipodi", "inkscape", "rdf", "cc", "dc", "sketch");

    private SafeSvg() {}

    record Size(int width, int height) {}

    /** @throws io.chantier.web.ProblemException {@code picture-unsafe} when it holds more than a drawing */
    static Size sizeOf(byte[] bytes) {
        if (bytes.length > MOST_BYTES) throw PictureHeader.refused("picture-unreadable", Map.of());
        var document = Jsoup.parse(new String(bytes, StandardCharsets.UTF_8), "", Parser.xmlParser());
        document.nodeStream().forEach(node -> {
            if (node instanceof DocumentType type && type.outerHtml().contains("[")) throw unsafe("doctype");
            if (node instanceof XmlDeclaration declaration
                    && !declaration.name().equals("xml")) throw unsafe("declaration");
            if (node instanceof Element element && !(element instanceof Document)) check(element);
        });
        var root = document.selectFirst("svg");
        if (root == null) throw PictureHeader.refused("picture-unreadable", Map.of());
        return size(root);
    }

    private static void check(Element element) {
        var name = element.tagName().toLowerCase(Locale.ROOT);
        var prefix = name.contains(":") ? name.substring(0, name.indexOf(':')) : "";
        if (!ELEMENTS.contains(name) && !ALIEN_PREFIXES.contains(prefix)) throw unsafe(name);
        element.attributes().forEach(SafeSvg::check);
    }

    private static void check(Attribute attribute) {
        var name = attribute.getKey().toLowerCase(Locale.ROOT);
        var value = attribute.getValue().toLowerCase(Locale.ROOT).replaceAll("\\s", "");
        boolean reference = name.equals("href") || name.endsWith(":href") || name.equals("src");
        boolean elsewhere = reference && !value.startsWith("#");
        boolean outward = value.replace("url(#", "").contains("url(") || value.contains("@import");
        boolean escaped = name.equals("style") && value.contains("\\");
        if (name.startsWith("on") || elsewhere || outward || escaped || value.contains("javascript:")) {
            throw unsafe(name);
        }
    }

    private static Size size(Element root) {
        var box = root.attr("viewBox").trim().split("[\\s,]+", -1);
        int width = number(root.attr("width"), box.length == 4 ? number(box[2], 0) : 0);
        int height = number(root.attr("height"), box.length == 4 ? number(box[3], 0) : 0);
        return width > 0 && height > 0 ? new Size(width, height) : new Size(300, 150);
    }

    private static int number(String text, int otherwise) {
        var digits = text.trim().replaceFirst("px$", "");
        if (!digits.matches("\\d{1,5}(\\.\\d+)?")) return otherwise;
        return (int) Math.max(1, Math.round(Double.parseDouble(digits)));
    }

    private static RuntimeException unsafe(String part) {
        return PictureHeader.refused("picture-unsafe", Map.of("part", part.substring(0, Math.min(40, part.length()))));
    }
}
