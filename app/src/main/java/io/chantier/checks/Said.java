package io.chantier.checks;

import io.chantier.reading.Claims;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeTraversor;
import org.jsoup.select.NodeVisitor;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One run of words that a visitor, or a machine that reads the page, is told.
 *
 * @param page path of the page, or the data file
 */
record Said(String page, String text) {

    private static final Pattern SPACE = Pattern.compile("[\\s\\u00a0\\u202f\\u2007\\u2009]+");
    private static final Set<String> ENDING = Set.of("br", "td", "th", "button", "summary", "time", "dt", "dd");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    Said {
        text = spaced(text);
    }

    /** With one plain space between words, whatever stood there, and plain digits. */
    static String spaced(String text) {
        return SPACE.matcher(Claims.plainDigits(text)).replaceAll(" ").strip();
    }

    /** Everything the pages say: texts, titles, alternatives, structured data; the data's texts where nothing is rendered. */
    static List<Said> by(Examined site) {
        var said = new ArrayList<Said>();
        if (site.isBare())
            for (var file : List.of(Examined.SITE, Examined.CONTENT)) {
                var node = site.json().get(file);
                if (node != null) strings(file, node, said);
            }
        site.pages().forEach((path, page) -> {
            said.add(new Said(path, page.title()));
            for (var meta : page.select("meta[name=description], meta[property^=og:], meta[name^=twitter:]"))
                if (!meta.attr("content").startsWith("http")) said.add(new Said(path, meta.attr("content")));
            for (var attribute : List.of("alt", "aria-label", "title", "placeholder"))
                for (var value : page.body().select("[" + attribute + "]").eachAttr(attribute))
                    said.add(new Said(path, value));
            for (var script : page.select("script[type=application/ld+json]")) structured(path, script.data(), said);
            lines(path, page.body(), said);
        });
        return said;
    }

    private static void lines(String path, Element body, List<Said> said) {
        var line = new StringBuilder();
        NodeTraversor.traverse(
                new NodeVisitor() {
                    @Override
                    public void head(Node node, int depth) {
                        if (node instanceof TextNode text) line.append(text.getWholeText());
                        else if (ends(node)) end(path, line, said);
                    }

                    @Override
                    public void tail(Node node, int depth) {
                        if (ends(node)) end(path, line, said);
                    }
                },
                body);
        end(path, line, said);
    }

    private static boolean ends(Node node) {
        return node instanceof Element element
                && (element.isBlock()
                        || ENDING.contains(element.normalName())
                        || (element.normalName().equals("a") && isContact(element.attr("href"))));
    }

    private static boolean isContact(String href) {
        return href.startsWith("tel") || href.startsWith("mailto");
    }

    private static void end(String path, StringBuilder line, List<Said> said) {
        var text = spaced(line.toString());
        line.setLength(0);
        if (!text.isEmpty()) said.add(new Said(path, text));
    }

    private static void structured(String path, String json, List<Said> said) {
        try {
            strings(path, JSON.readTree(json), said);
        } catch (JacksonException e) {
            said.add(new Said(path, json));
        }
    }

    private static void strings(String path, JsonNode node, List<Said> said) {
        if (node.isArray()) node.forEach(item -> strings(path, item, said));
        else if (node.isObject()) {
            for (var field : node.properties())
                if (!List.of("image", "video", "href", "from", "to", "path", "url")
                        .contains(field.getKey())) strings(path, field.getValue(), said);
        } else if (node.isString() && !node.stringValue().startsWith("http"))
            said.add(new Said(path, node.stringValue()));
        else if (node.isNumber()) said.add(new Said(path, node.asString()));
    }
}
