package io.chantier.manual;

import io.chantier.manual.ManualPage.Section;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.AttributeProvider;
import org.commonmark.renderer.html.HtmlRenderer;
import org.commonmark.renderer.text.TextContentRenderer;

/**
 * Turns a page's Markdown into HTML. A heading is led to by the name that {@code <a id="name"></a>} before its words
 * gives it, else by one made of its words; links to other pages work in the repository and on the web.
 */
final class Markdown {

    private static final Pattern ANCHOR = Pattern.compile("<a id=\"([a-z0-9-]+)\">");
    private static final Pattern OTHER_PAGE = Pattern.compile("([a-zA-Z0-9-]+)\\.md(#.*)?");
    private static final String FIRST = "README";

    private static final List<Extension> EXTENSIONS = List.of(TablesExtension.create());

    private final Parser parser = Parser.builder().extensions(EXTENSIONS).build();
    private final TextContentRenderer plain =
            TextContentRenderer.builder().extensions(EXTENSIONS).build();

    ManualPage page(String file, String markdown) {
        var document = parser.parse(markdown);
        var anchors = anchors(document);
        document.accept(new Links());
        var html = HtmlRenderer.builder()
                .extensions(EXTENSIONS)
                .escapeHtml(true)
                .sanitizeUrls(true)
                .attributeProviderFactory(_ -> attributes(anchors))
                .build()
                .render(document);
        var sections = sections(document, anchors);
        var name = file.equals(FIRST) ? "" : file;
        return new ManualPage(name, sections.getFirst().title(), html, sections);
    }

    /** The names of the headings but the title, which needs none. */
    private Map<Node, String> anchors(Node document) {
        var anchors = new HashMap<Node, String>();
        for (var node = document.getFirstChild(); node != null; node = node.getNext()) {
            if (!(node instanceof Heading heading) || heading.getLevel() == 1) continue;
            var given = given(heading);
            var name = given.isEmpty() ? slug(plain.render(heading)) : given;
            while (anchors.containsValue(name)) name += "-";
            anchors.put(heading, name);
        }
        return anchors;
    }

    /** Takes the name that stands before a heading's words out of it; empty where none does. */
    private static String given(Heading heading) {
        if (!(heading.getFirstChild() instanceof HtmlInline opening)) return "";
        var name = ANCHOR.matcher(opening.getLiteral());
        if (!name.matches()) return "";
        if (opening.getNext() instanceof HtmlInline closing) closing.unlink();
        opening.unlink();
        return name.group(1);
    }

    private static String slug(String words) {
        return words.toLowerCase(Locale.ROOT)
                .strip()
                .replaceAll("[^\\p{L}\\p{N} -]", "")
                .replace(' ', '-');
    }

    private static AttributeProvider attributes(Map<Node, String> anchors) {
        return (node, tag, attributes) -> {
            if (anchors.containsKey(node)) attributes.put("id", anchors.get(node));
            if (tag.equals("pre")) attributes.put("tabindex", "0");
            if (node instanceof Link link && link.getDestination().startsWith("http")) {
                attributes.put("rel", "noopener noreferrer");
            }
        };
    }

    private List<Section> sections(Node document, Map<Node, String> anchors) {
        var sections = new ArrayList<Section>();
        var title = "";
        var anchor = "";
        var text = new StringBuilder();
        for (var node = document.getFirstChild(); node != null; node = node.getNext()) {
            if (node instanceof Heading heading) {
                if (!title.isEmpty()) sections.add(new Section(anchor, title, text.toString()));
                title = plain.render(heading).strip();
                anchor = anchors.getOrDefault(heading, "");
                text.setLength(0);
            } else {
                text.append(plain.render(node)).append('\n');
            }
        }
        sections.add(new Section(anchor, title, text.toString()));
        return sections;
    }

    /** Links between pages, as they are on the web. */
    private static final class Links extends AbstractVisitor {
        @Override
        public void visit(Link link) {
            var other = OTHER_PAGE.matcher(link.getDestination());
            if (other.matches()) {
                var page = other.group(1).equals(FIRST) ? "" : "/" + other.group(1);
                link.setDestination("/manual" + page + (other.group(2) == null ? "" : other.group(2)));
            }
            visitChildren(link);
        }
    }
}
