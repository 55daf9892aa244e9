package io.chantier.reading.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeFilter;
import org.jspecify.annotations.Nullable;

/** Turns a document into lines. Hidden text is not read: what a visitor does not see is no fact. */
final class LineReader implements NodeFilter {

    private static final Set<String> SKIPPED = Set.of(
            "script",
            "style",
            "noscript",
            "template",
            "svg",
            "select",
            "textarea",
            "head",
            "object",
            "canvas",
            "video",
            "audio",
            "datalist",
            "math");
    private static final Set<String> BLOCKS = Set.of(
            "p",
            "div",
            "section",
            "article",
            "aside",
            "main",
            "header",
            "footer",
            "nav",
            "form",
            "fieldset",
            "address",
            "blockquote",
            "ul",
            "ol",
            "li",
            "dl",
            "dt",
            "dd",
            "table",
            "tbody",
            "thead",
            "tfoot",
            "tr",
            "td",
            "th",
            "caption",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "hr",
            "pre",
            "figure",
            "figcaption",
            "center",
            "br",
            "details",
            "summary",
            "button",
            "option",
            "label",
            "body",
            "cite");
    private static final Pattern HIDDEN = Pattern.compile(
            "(?i)display\\s*:\\s*none|visibility\\s*:\\s*hidden|font-size\\s*:\\s*0(px|em|pt)?\\s*(;|$)|text-indent\\s*:\\s*-\\d{3,}");
    private static final Pattern HIDDEN_CLASS =
            Pattern.compile("(?i)(^|\\s)(sr-only|visually-hidden|screen-reader-text|d-none|hidden)(\\s|$)");
    private static final Pattern COOKIES = Pattern.compile("(?i)cookie|consent|gdpr|rgpd|tarteaucitron|axeptio");
    /** What a form says when it was filled in wrongly. */
    private static final Pattern FORM_TALK = Pattern.compile(
            "(?i)(^|\\s)((in)?valid-(feedback|tooltip)|form-error|error-message|field-validation\\S*|wpcf7-(response-output|not-valid-tip))(\\s|$)");

    private static final int SMALL_FORM = 400;
    private static final int LINES = 5_000;
    private static final int LONGEST_LINE = 20_000;

    private final List<Line> lines = new ArrayList<>();
    private final StringBuilder open = new StringBuilder();
    private final List<String> cells = new ArrayList<>();
    private @Nullable Element first;
    private @Nullable Element dataRow;
    private boolean gap;

    static List<Line> read(Document dom) {
        var reader = new LineReader();
        dom.filter(reader);
        reader.flush();
        return reader.lines;
    }

    @Override
    public FilterResult head(Node node, int depth) {
        if (lines.size() >= LINES) return FilterResult.STOP;
        switch (node) {
            case TextNode text -> append(text);
            case Element element -> {
                if (isSkipped(element)) return FilterResult.SKIP_ENTIRELY;
                enter(element);
            }
            default -> {}
        }
        return FilterResult.CONTINUE;
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // the very same element, not one with the same text
    public FilterResult tail(Node node, int depth) {
        if (!(node instanceof Element element)) return FilterResult.CONTINUE;
        if (element == dataRow) {
            endCell();
            flush();
            dataRow = null;
        } else if (dataRow != null && isCell(element)) {
            endCell();
        } else if (isBlock(element) && dataRow == null) {
            flush();
        }
        return FilterResult.CONTINUE;
    }

    private void enter(Element element) {
        if (element.is("img, input[type=image]")) picture(element);
        if (element.nameIs("br")) {
            if (dataRow != null) open.append(' ');
            else if (open.isEmpty()) gap = true;
            else flush();
            return;
        }
        if (dataRow != null || !isBlock(element)) return;
        flush();
        if (element.nameIs("tr") && isData(element)) dataRow = element;
    }

    private void append(TextNode text) {
        var words = text.getWholeText();
        if (first == null && !words.isBlank()) first = text.parent();
        open.append(words);
    }

    private void endCell() {
        cells.add(Words.tidy(open.toString()));
        open.setLength(0);
    }

    private void flush() {
        var text = Words.tidy(open.toString());
        open.setLength(0);
        var at = first;
        first = null;
        var row = cells.stream().filter(cell -> !cell.isEmpty()).toList();
        cells.clear();
        if (at == null || (text.isEmpty() && row.isEmpty())) return;
        var texts = row.isEmpty() ? List.of(Words.cut(text, LONGEST_LINE)) : row;
        var kind = row.size() > 1 ? Line.Kind.ROW : kind(at);
        lines.add(new Line(kind, texts, at, kind == Line.Kind.HEADING ? level(at) : 0, "", Chrome.holds(at), gap, ""));
        gap = false;
    }

    private void picture(Element image) {
        var source = Pictures.source(image);
        if (source.isEmpty()) return;
        if (dataRow == null && !open.toString().isBlank()) return;
        var alt = Words.tidy(image.attr("alt"));
        lines.add(new Line(Line.Kind.PICTURE, List.of(alt), image, 0, "", Chrome.holds(image), false, source));
    }

    private static Line.Kind kind(Element at) {
        for (@Nullable Element up = at; up != null; up = up.parent()) {
            if (up.normalName().matches("h[1-6]")) return Line.Kind.HEADING;
            if (up.nameIs("li") || up.nameIs("dd")) return Line.Kind.ITEM;
            if (up.nameIs("blockquote") || up.nameIs("q")) return Line.Kind.QUOTE;
            if (up.nameIs("p") || up.nameIs("td") || up.nameIs("div")) {
                return up.closest("blockquote") != null ? Line.Kind.QUOTE : Line.Kind.TEXT;
            }
        }
        return Line.Kind.TEXT;
    }

    private static int level(Element at) {
        var heading = at.closest("h1,h2,h3,h4,h5,h6");
        return heading == null ? 0 : heading.normalName().charAt(1) - '0';
    }

    private static boolean isBlock(Element element) {
        return BLOCKS.contains(element.normalName());
    }

    private static boolean isCell(Element element) {
        return element.nameIs("td") || element.nameIs("th");
    }

    /** A row whose cells hold short texts rather than parts of a page's layout. */
    private static boolean isData(Element row) {
        var parts = row.children().stream().filter(LineReader::isCell).toList();
        if (parts.size() < 2 || parts.size() > 8) return false;
        if (row.select("table, h1, h2, h3, h4, ul, ol, form, div > div, p + p, br + br, hr")
                        .size()
                > 0) return false;
        if (parts.stream().anyMatch(cell -> cell.text().length() > 160)) return false;
        var siblings = row.parent() == null ? 1 : row.parent().childrenSize();
        var full = parts.stream().filter(cell -> !cell.text().isBlank()).count();
        return full >= 2 && (siblings >= 2 || full == 2);
    }

    private static boolean isSkipped(Element element) {
        if (SKIPPED.contains(element.normalName()) || element.hasAttr("hidden")) return true;
        if (HIDDEN.matcher(element.attr("style")).find()
                || HIDDEN_CLASS.matcher(element.className()).find()) return true;
        if (FORM_TALK.matcher(element.className()).find() || isSmallForm(element)) return true;
        return COOKIES.matcher(element.id() + " " + element.className().toLowerCase(Locale.ROOT))
                        .find()
                && !element.nameIs("body")
                && !element.nameIs("html")
                && element.text().length() < 2_000;
    }

    /** A search or a newsletter; some old sites wrap the whole page into a form, which has links and more words. */
    private static boolean isSmallForm(Element element) {
        return element.nameIs("form")
                && element.text().length() < SMALL_FORM
                && !element.select("input:not([type=hidden])").isEmpty()
                && element.select("a[href], h1, h2, h3, table").isEmpty();
    }
}
