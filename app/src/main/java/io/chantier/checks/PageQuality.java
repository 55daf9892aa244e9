package io.chantier.checks;

import io.chantier.reading.Claims;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.springframework.stereotype.Component;

/**
 * How good one page is for those who visit it. An old page and a new one are measured by the same rules, so that they
 * can be compared; what a business does not have is not asked for.
 */
@Component
public final class PageQuality {

    private static final long LIGHT = 400_000;
    private static final long HEAVY = 4_000_000;
    private static final int PER_ERROR = 4;
    private static final Pattern WIDE = Pattern.compile("(?i)^\\s*(?:[4-9]\\d\\d|\\d{4,})(?:px)?\\s*$");
    private static final Pattern LEGAL = Pattern.compile(
            "(?iU)mentions? l[ée]gales|legal|impressum|datenschutz|privacy|confidentialit|cookies|cgv|conditions g[ée]n[ée]rales");
    private static final Pattern POSTCODE = Pattern.compile("(?U)\\b\\d{4,5}\\s+\\p{Lu}");
    private static final String LOOKS_ONLY = "font, center, marquee, blink, big, strike, tt, frame, frameset";

    private final HtmlValidity validity;

    PageQuality(HtmlValidity validity) {
        this.validity = validity;
    }

    /** What is measured; worded by {@code measure.<name>}. */
    public enum Measure {
        PHONE,
        SEARCH,
        ACCESS,
        CONTACT,
        WEIGHT,
        PRIVACY,
        CODE
    }

    /**
     * A page as a visitor's browser gets it.
     *
     * @param bytes of the page with its style sheets and pictures
     * @param strangers how many other hosts it asks for something
     */
    public record Page(String html, long bytes, int strangers) {}

    /** Something that costs points, worded by {@code measure.missed.<code>}. */
    public record Missed(String code, Map<String, String> arguments) {}

    /** @param points 0 to 100 */
    public record Score(Measure measure, int points, List<Missed> missed) {}

    /** One score for each measure, in their order. */
    public List<Score> of(Page page) {
        var dom = Jsoup.parse(page.html(), "http://site.invalid/");
        return List.of(
                phone(dom), search(dom), access(dom), contact(dom), weight(page), privacy(dom, page), code(page));
    }

    private static Score phone(Document dom) {
        var tally = new Tally(Measure.PHONE);
        tally.point(
                55,
                "viewport",
                dom.select("meta[name=viewport]").attr("content").contains("device-width"));
        tally.point(
                30,
                "fixed-width",
                dom.select("table[width], td[width], div[width]").stream()
                                .noneMatch(element ->
                                        WIDE.matcher(element.attr("width")).find())
                        && dom.selectFirst("frameset") == null);
        tally.point(
                15,
                "picture-sizes",
                dom.select("img").stream()
                        .allMatch(picture -> picture.hasAttr("srcset")
                                || picture.attr("src").endsWith(".svg")
                                || picture.parents().is("picture")));
        return tally.score();
    }

    private static Score search(Document dom) {
        var tally = new Tally(Measure.SEARCH);
        var title = dom.title().strip().length();
        var description =
                dom.select("meta[name=description]").attr("content").strip().length();
        tally.point(20, "title", title >= 10 && title <= 70);
        tally.point(20, "description", description >= 50 && description <= 180);
        tally.point(15, "headline", dom.select("h1").size() == 1);
        tally.point(
                15,
                "structured",
                !dom.select("script[type=application/ld+json], [itemtype]").isEmpty());
        tally.point(10, "language", !dom.select("html").attr("lang").isBlank());
        tally.point(10, "canonical", !dom.select("link[rel=canonical]").isEmpty());
        tally.point(10, "shared", !dom.select("meta[property=og:title]").isEmpty());
        return tally.score();
    }

    private static Score access(Document dom) {
        var tally = new Tally(Measure.ACCESS);
        tally.point(25, "alternatives", dom.select("img").stream().allMatch(picture -> picture.hasAttr("alt")));
        tally.point(15, "language", !dom.select("html").attr("lang").isBlank());
        tally.point(15, "headings", headingsInOrder(dom));
        tally.point(15, "link-words", dom.select("a[href]").stream().allMatch(PageQuality::isNamed));
        tally.point(15, "regions", !dom.select("main, [role=main]").isEmpty());
        tally.point(15, "looks-in-words", dom.select(LOOKS_ONLY).isEmpty());
        return tally.score();
    }

    private static boolean headingsInOrder(Document dom) {
        var level = 0;
        var headings = dom.select("h1, h2, h3, h4, h5, h6");
        for (var heading : headings) {
            var next = heading.normalName().charAt(1) - '0';
            if (next > level + 1) return false;
            level = next;
        }
        return !headings.isEmpty();
    }

    private static boolean isNamed(Element link) {
        return !link.text().isBlank()
                || !link.attr("aria-label").isBlank()
                || !link.attr("title").isBlank()
                || link.select("img").stream()
                        .anyMatch(picture -> !picture.attr("alt").isBlank());
    }

    private static Score contact(Document dom) {
        var tally = new Tally(Measure.CONTACT);
        var text = dom.body().text();
        var structured = dom.select("script[type=application/ld+json]").html();
        if (!Claims.numbers(text).isEmpty())
            tally.point(40, "call", !dom.select("a[href^=tel:]").isEmpty());
        if (!Claims.emails(text).isEmpty())
            tally.point(20, "write", !dom.select("a[href^=mailto:]").isEmpty());
        if (POSTCODE.matcher(text).find())
            tally.point(
                    20,
                    "address",
                    !dom.select("address, [itemprop=address], .adr").isEmpty() || structured.contains("PostalAddress"));
        if (!Claims.times(text).isEmpty())
            tally.point(
                    20,
                    "hours",
                    structured.contains("openingHours")
                            || !dom.select("[itemprop=openingHours]").isEmpty());
        return tally.score();
    }

    /** Full marks up to 400 kB, none from 4 MB on, and in between as the time on a slow line. */
    private static Score weight(Page page) {
        var over = Math.clamp((page.bytes() - LIGHT) / (double) (HEAVY - LIGHT), 0, 1);
        var points = (int) Math.round(100 * (1 - over));
        var missed = new Missed("heavy", Map.of("kilobytes", Long.toString(page.bytes() / 1000)));
        return new Score(Measure.WEIGHT, points, points == 100 ? List.of() : List.of(missed));
    }

    private static Score privacy(Document dom, Page page) {
        var tally = new Tally(Measure.PRIVACY);
        tally.point(60, "strangers", page.strangers() == 0, Map.of("count", Integer.toString(page.strangers())));
        tally.point(
                40,
                "legal",
                dom.select("a[href]").stream()
                        .anyMatch(link -> LEGAL.matcher(link.text() + " " + link.attr("href"))
                                .find()));
        return tally.score();
    }

    private Score code(Page page) {
        var errors = validity.errors(page.html().getBytes(StandardCharsets.UTF_8));
        var missed = new Missed("errors", Map.of("count", Integer.toString(errors)));
        return new Score(
                Measure.CODE, Math.max(0, 100 - PER_ERROR * errors), errors == 0 ? List.of() : List.of(missed));
    }

    /** Adds up what a measure asks for. */
    private static final class Tally {

        private final Measure measure;
        private final List<Missed> missed = new ArrayList<>();
        private int possible;
        private int reached;

        Tally(Measure measure) {
            this.measure = measure;
        }

        void point(int worth, String code, boolean isThere) {
            point(worth, code, isThere, Map.of());
        }

        void point(int worth, String code, boolean isThere, Map<String, String> arguments) {
            possible += worth;
            if (isThere) reached += worth;
            else missed.add(new Missed(code, arguments));
        }

        Score score() {
            var points = possible == 0 ? 100 : Math.round(100f * reached / possible);
            return new Score(measure, points, List.copyOf(missed));
        }
    }
}
