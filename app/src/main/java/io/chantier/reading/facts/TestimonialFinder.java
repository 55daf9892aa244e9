package io.chantier.reading.facts;

import io.chantier.reading.Fact.Kind;
import io.chantier.reading.Fact.Place;
import io.chantier.reading.facts.Findings.Found;
import io.chantier.reading.text.Line;
import io.chantier.reading.text.PageText;
import io.chantier.reading.text.Words;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/** Finds what customers say, with who said it. A quote that nobody signed counts only where testimonials stand. */
final class TestimonialFinder implements Finder {

    static final Pattern MEANING = Pattern.compile(
            "(?iU)t[ée]moignages?|avis (de|clients)|ils (nous|parlent|ont)|livre d'or|paroles? de clients|ce qu'ils disent|ce que (disent|pensent)|nos clients (parlent|disent|t[ée]moignent)|testimonials?|reviews?|what (our )?(clients|customers|people|guests|they).* say|happy (clients|customers)|kind words|kundenstimmen|bewertungen|das sagen|was (unsere )?kunden|referenzen.*stimmen|g[äa]stebuch|feedback");
    private static final Pattern QUOTED = Pattern.compile(
            "^(?:«\\s*(.{20,900}?)\\s*»|[“„]\\s*([^“”]{20,900}?)\\s*[”“]|\"\\s*([^\"]{20,900}?)\\s*\")\\s*(.{0,90})$");
    private static final Pattern SIGNED = Pattern.compile("^[-–—~]\\s*(.{2,80})$");
    private static final Pattern AUTHOR = Pattern.compile(
            "(?:(?:M\\.|Mme|Mr\\.?|Mrs\\.?|Ms\\.?|Herr|Frau|Monsieur|Madame|Famille|Familie|Dr\\.?|Family|M\\. et Mme|Mme et M\\.)\\s+)?\\p{Lu}[\\p{L}'’.-]*(?:\\s+(?:et|&|und|and|de|von|van|du|le|la)?\\s?\\p{Lu}[\\p{L}'’.-]*){0,4}(?:\\s*[,(–—/-]\\s*.{2,50})?");
    private static final Pattern SPLIT = Pattern.compile("\\s*[,(]\\s*|\\s+[–—/-]\\s+|\\s+[àa]\\s+(?=\\p{Lu})");

    @Override
    public void find(PageText page, SiteContext site, Findings into) {
        var lines = page.lines();
        var inside = new boolean[lines.size()];
        for (var section : Sections.under(page, MEANING))
            for (var i = section.from(); i < section.to(); i++) inside[i] = true;
        for (var i = 0; i < lines.size(); i++) {
            var line = lines.get(i);
            if (site.isSuspect(page, i)
                    || line.isHeading()
                    || !line.picture().isEmpty()
                    || line.text().length() < 20) continue;
            var here = inside[i]
                    || line.element()
                                    .closest(
                                            "[class*=testimonial], [class*=temoignage], [class*=review], [class*=avis], [class*=kundenstimm]")
                            != null;
            at(page, i, here, into);
        }
    }

    private static void at(PageText page, int i, boolean here, Findings into) {
        var line = page.lines().get(i);
        var quoted = QUOTED.matcher(line.text());
        var isQuoted = quoted.matches();
        if (!isQuoted && (line.kind() != Line.Kind.QUOTE || line.text().split(" ").length < 6)) return;
        var quote = isQuoted ? inner(quoted) : line.text();
        var author = isQuoted ? author(quoted.group(4)) : Optional.<String>empty();
        if (author.isEmpty()) author = beside(page, i);
        if (author.isEmpty() && !isQuoted) {
            var dash = quote.lastIndexOf(" — ") > 0 ? quote.lastIndexOf(" — ") : quote.lastIndexOf(" – ");
            if (dash > 20) {
                author = author(quote.substring(dash));
                if (author.isPresent()) quote = quote.substring(0, dash);
            }
        }
        if (author.isEmpty() && (!here || AUTHOR.matcher(quote).matches())) return;
        if (author.isPresent() && Placeholders.isName(author.get())) {
            into.leaveOut(page.address(), line.text());
            return;
        }
        add(quote, author.orElse(""), Excerpt.of(page, line.text(), "text"), here ? 1.5 : 1, into);
    }

    private static String inner(Matcher quoted) {
        for (var group = 1; group < 3; group++) if (quoted.group(group) != null) return quoted.group(group);
        return quoted.group(3);
    }

    static void add(String rawQuote, String signature, Place place, double weight, Findings into) {
        var quote = Words.tidy(rawQuote).replaceAll("^[«“„\"”]\\s*|\\s*[»”“\"]$", "");
        if (quote.length() < 15 || quote.length() > 1_200) return;
        var parts = new LinkedHashMap<String, String>();
        parts.put("quote", quote);
        var names = SPLIT.split(signature, 2);
        if (!names[0].isBlank()) parts.put("author", names[0].strip());
        if (names.length > 1 && !names[1].isBlank())
            parts.put("place", names[1].replaceFirst("\\)$", "").strip());
        into.add(new Found(
                Kind.TESTIMONIAL, Words.cut(Words.fold(quote), 200), quote, Map.copyOf(parts), place, weight));
    }

    /** Who said it stands above or below; of two candidates the one in the same box as the quote. */
    private static Optional<String> beside(PageText page, int i) {
        var below = signature(page, i, 1);
        var above = signature(page, i, -1).filter(line -> line.isHeading() || isCite(line));
        if (above.isPresent() && !MEANING.matcher(above.get().text()).find()) {
            var quote = page.lines().get(i).element();
            var isCloser = below.isEmpty()
                    || depth(quote, above.get().element())
                            > depth(quote, below.get().element());
            if (isCloser) return author(above.get().text());
        }
        return below.flatMap(line -> author(unsigned(line.text())));
    }

    private static Optional<Line> signature(PageText page, int i, int step) {
        for (var at = i + step; at >= 0 && at < page.lines().size() && Math.abs(at - i) <= 2; at += step) {
            var line = page.lines().get(at);
            if (!line.picture().isEmpty()) continue;
            var isShort = line.text().length() < 50
                    || isCite(line)
                    || SIGNED.matcher(line.text()).matches();
            if (line.isHeading() && isElsewhere(page.lines().get(i).element(), line.element())) return Optional.empty();
            return isShort && author(unsigned(line.text())).isPresent() ? Optional.of(line) : Optional.empty();
        }
        return Optional.empty();
    }

    private static String unsigned(String text) {
        var signed = SIGNED.matcher(text);
        return signed.matches() ? signed.group(1) : text;
    }

    private static boolean isCite(Line line) {
        return line.element()
                        .closest(
                                "cite, footer, figcaption, [class*=author], [class*=auteur], [class*=name], em, i, strong, b, small")
                != null;
    }

    /** A heading that shares no box with the quote begins something else. */
    private static boolean isElsewhere(Element quote, Element heading) {
        var box = heading.closest("section, article, aside, li, figure, blockquote, div, td");
        return box == null
                || !quote.parents().contains(box.parent())
                || box.parent() == null
                || box.parent().nameIs("body");
    }

    private static int depth(Element one, Element other) {
        for (@Nullable Element up = one; up != null; up = up.parent()) {
            for (@Nullable Element at = other; at != null; at = at.parent())
                if (at.equals(up)) return up.parents().size();
        }
        return 0;
    }

    private static Optional<String> author(String text) {
        var clean = Words.tidy(text).replaceFirst("^[-–—~,(:]+\\s*", "").replaceFirst("(?<=\\p{L}{3})\\.$|\\)$", "");
        if (clean.length() < 2 || clean.length() > 80 || clean.matches(".*[€@?!].*|.*\\d{5,}.*"))
            return Optional.empty();
        return AUTHOR.matcher(clean).matches() ? Optional.of(clean) : Optional.empty();
    }
}
