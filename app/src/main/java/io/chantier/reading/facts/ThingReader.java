package io.chantier.reading.facts;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import tools.jackson.core.JacksonException;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the things of a page; JSON-LD as carelessly written as it is in the wild. */
final class ThingReader {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
            .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
            .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
            .enable(JsonReadFeature.ALLOW_SINGLE_QUOTES)
            .build();
    private static final int DEEPEST = 8;

    private ThingReader() {}

    static List<Thing> of(Document dom) {
        var things = new ArrayList<Thing>();
        for (var script : dom.select("script[type*=ld+json]")) {
            var text = script.data()
                    .strip()
                    .replaceFirst("^<!\\[CDATA\\[|^<!--", "")
                    .replaceFirst("(]]>|-->)$", "");
            if (text.length() > 500_000) continue;
            try {
                collect(JSON.readTree(text), things);
            } catch (JacksonException _) {
                // broken JSON-LD says nothing; the page's text still does
            }
        }
        for (var item : dom.select("[itemscope]:not([itemprop])")) things.add(microdata(item, 0));
        return things;
    }

    private static void collect(JsonNode node, List<Thing> into) {
        if (node.isArray()) {
            for (var each : node) collect(each, into);
        } else if (node.isObject()) {
            if (node.has("@graph")) collect(node.get("@graph"), into);
            if (node.has("@type")) into.add(thing(node, 0));
            if (node.has("mainEntity")) collect(node.get("mainEntity"), into);
            if (node.has("publisher")) collect(node.get("publisher"), into);
        }
    }

    private static Thing thing(JsonNode node, int depth) {
        var builder = new Thing.Builder();
        for (var property : node.properties()) {
            var values = property.getValue().isArray() ? property.getValue() : List.of(property.getValue());
            for (var value : values) {
                if (property.getKey().equals("@type")) builder.type(value.asString());
                else if (value.isObject() && depth < DEEPEST) builder.put(property.getKey(), thing(value, depth + 1));
                else if (value.isValueNode() && !value.isNull())
                    builder.put(property.getKey(), Jsoup.parse(value.asString()).text());
            }
        }
        return builder.build("json-ld");
    }

    private static Thing microdata(Element scope, int depth) {
        var builder = new Thing.Builder();
        for (var type : scope.attr("itemtype").split("\\s+")) builder.type(type);
        for (var property : scope.select("[itemprop]")) {
            if (property.equals(scope) || !scope.equals(owner(property))) continue;
            var value =
                    property.hasAttr("itemscope") && depth < DEEPEST ? microdata(property, depth + 1) : value(property);
            for (var name : property.attr("itemprop").split("\\s+")) builder.put(name, value);
        }
        return builder.build("microdata");
    }

    private static Element owner(Element property) {
        var parent = property.parent();
        var scope = parent == null ? null : parent.closest("[itemscope]");
        return scope == null ? property : scope;
    }

    private static String value(Element property) {
        if (property.hasAttr("content")) return property.attr("content").strip();
        if (property.hasAttr("datetime")) return property.attr("datetime").strip();
        if (Set.of("a", "link", "area").contains(property.normalName())) {
            var href = property.attr("href");
            return href.matches("(?iU)(tel|mailto):.*") || href.isEmpty()
                    ? property.text().strip()
                    : property.absUrl("href");
        }
        return property.text().strip();
    }
}
