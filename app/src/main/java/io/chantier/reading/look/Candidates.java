package io.chantier.reading.look;

import io.chantier.reading.crawl.CrawledPage;
import io.chantier.reading.crawl.Links;
import io.chantier.reading.text.PageText;
import io.chantier.reading.text.Pictures;
import io.chantier.reading.text.Words;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jsoup.nodes.Element;

/** Finds what may be the logo, and which pictures are worth fetching, best first. */
final class Candidates {

    private static final Pattern NO_PICTURE = Pattern.compile(
            "(?i)(icon|sprite|pixel|spacer|blank|bullet|puce|arrow|fleche|btn|button|bouton|flag|drapeau|loader|loading|transparent|separat|ligne|trait|compteur|counter|avatar|gravatar|emoji|captcha|badge|1x1|facebook|twitter|instagram|linkedin|youtube|paypal|visa|\\bbg[_-]|_bg\\b|fond[_.-])");
    private static final Pattern LOGO = Pattern.compile("(?i)logo|brand|enseigne");
    private static final Pattern FOREIGN_LOGO = Pattern.compile(
            "(?i)partenaire|partner|client|qualibat|rge|capeb|payment|footer|sponsor|label|certif|facebook|google");
    private static final Pattern BACKGROUND =
            Pattern.compile("background(?:-image)?\\s*:[^;]*url\\(\\s*['\"]?([^'\")]+)");

    record Candidate(String address, String alt, double weight) {

        Candidate {
            // "..." and "DSC_0042.JPG" say nothing about a picture
            if (!alt.matches(".*\\p{L}{3}.*")
                    || alt.matches("(?i).*\\.(jpe?g|png|gif|webp)|(img|dsc|image|photo)[\\W_]*\\d*")) alt = "";
        }
    }

    private Candidates() {}

    static List<Candidate> logos(List<CrawledPage> pages) {
        var found = new ArrayList<Candidate>();
        for (var page : pages.subList(0, Math.min(3, pages.size()))) {
            var position = 0;
            for (var image : page.dom().select("img[src], img[data-src]")) {
                var names = image.attr("src") + " " + image.attr("alt") + " " + image.className() + " " + image.id();
                var parents = parents(image);
                if (FOREIGN_LOGO.matcher(names).find()) continue;
                var weight = (LOGO.matcher(names).find() ? 3 : 0)
                        + (LOGO.matcher(parents).find() ? 2 : 0)
                        + (image.closest("header") != null ? 0.5 : 0)
                        - position++ * 0.1;
                if (weight >= 1.5)
                    found.add(new Candidate(Pictures.source(image), Words.tidy(image.attr("alt")), weight));
            }
        }
        return found.stream()
                .filter(c -> !c.address().isEmpty())
                .sorted(Comparator.comparingDouble(Candidate::weight).reversed())
                .limit(5)
                .toList();
    }

    static List<Candidate> pictures(List<PageText> pages) {
        Map<String, Candidate> found = new LinkedHashMap<>();
        Map<String, Integer> uses = new LinkedHashMap<>();
        for (var page : pages) {
            for (var address : page.lines().stream()
                    .map(line -> line.picture())
                    .filter(p -> !p.isEmpty())
                    .distinct()
                    .toList()) uses.merge(address, 1, Integer::sum);
        }
        for (var i = 0; i < pages.size(); i++)
            page(pages.get(i), 1.0 - i * 0.02, pages.size() > 3 ? uses : Map.of(), found);
        return found.values().stream()
                .sorted(Comparator.comparingDouble(Candidate::weight).reversed())
                .toList();
    }

    private static void page(PageText page, double base, Map<String, Integer> uses, Map<String, Candidate> found) {
        for (var line : page.lines()) {
            if (line.picture().isEmpty()
                    || isSmall(line.element())
                    || NO_PICTURE.matcher(name(line.picture())).find()
                    || LOGO.matcher(name(line.picture())).find()) continue;
            // what stands on every page is furniture
            if (uses.getOrDefault(line.picture(), 1) > 4) continue;
            put(found, line.picture(), line.text(), base + area(line.element()) + (line.chrome() ? -0.5 : 0));
        }
        for (var element : page.page().dom().select("[style*=url]")) {
            var match = BACKGROUND.matcher(element.attr("style"));
            if (match.find() && !NO_PICTURE.matcher(name(match.group(1))).find())
                Links.resolve(element.baseUri(), match.group(1))
                        .ifPresent(a -> put(found, a.toString(), "", base + 0.4));
        }
        for (var meta : page.page().dom().select("meta[property=og:image]")) {
            if (!LOGO.matcher(meta.attr("content")).find())
                Links.resolve(meta.baseUri(), meta.attr("content"))
                        .ifPresent(a -> put(found, a.toString(), "", base + 0.2));
        }
        for (var link : page.page().dom().select("a[href~=(?i)\\.(jpe?g|png|webp)$]:has(img)")) {
            var alt = link.select("img").attr("alt");
            Links.resolve(link.baseUri(), link.attr("href"))
                    .ifPresent(a -> put(found, a.toString(), Words.tidy(alt), base + 0.6));
        }
    }

    private static void put(Map<String, Candidate> found, String address, String alt, double weight) {
        found.merge(
                address,
                new Candidate(address, alt, weight),
                (a, b) -> new Candidate(
                        address, a.alt().isEmpty() ? b.alt() : a.alt(), Math.max(a.weight(), b.weight())));
    }

    private static boolean isSmall(Element image) {
        return number(image.attr("width"), 999) < 80 || number(image.attr("height"), 999) < 60;
    }

    private static double area(Element image) {
        var width = number(image.attr("width"), 0);
        return width >= 400 ? 0.3 : width >= 200 ? 0.15 : 0;
    }

    private static int number(String text, int otherwise) {
        return text.matches("\\d{1,5}(px)?") ? Integer.parseInt(text.replace("px", "")) : otherwise;
    }

    private static String name(String address) {
        return address.substring(address.lastIndexOf('/') + 1);
    }

    private static String parents(Element image) {
        var text = new StringBuilder();
        var up = image.parent();
        for (var i = 0; i < 3 && up != null; i++, up = up.parent())
            text.append(up.className()).append(' ').append(up.id()).append(' ');
        return text.toString();
    }
}
