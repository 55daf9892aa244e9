package io.chantier.reading.facts;

import io.chantier.reading.Fact.Kind;
import io.chantier.reading.Fact.Place;
import io.chantier.reading.facts.Findings.Found;
import io.chantier.reading.text.Line;
import io.chantier.reading.text.PageText;
import io.chantier.reading.text.Words;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Finds the people of the business, where a heading says that they are. */
final class TeamFinder implements Finder {

    private static final Pattern MEANING = Pattern.compile(
            "(?iU)\\b[ée]quipe\\b|\\bteam\\b|meet (?:the|our)|our (?:people|staff)|wer wir sind|unsere mitarbeiter|ansprechpartner|les associ[ée]s|nos collaborateurs");
    private static final Pattern NAME = Pattern.compile(
            "(?:(?:Dr|Me|Ma[iî]tre|M|Mme|Mr|Mrs|Ms|Herr|Frau)\\.? )?\\p{Lu}[\\p{Ll}'’-]+(?:-\\p{Lu}\\p{Ll}+)?(?: (?:von |van |de |du |le |la |d')?\\p{Lu}[\\p{L}'’-]+){1,3}");
    private static final Pattern WITH_ROLE = Pattern.compile(
            "(" + NAME.pattern() + ")\\s*(?:,|:|\\s[–—-]|\\()\\s*(\\p{Ll}[^.]{3,60}|\\p{Lu}[\\p{L} &'’/-]{3,50})\\)?");

    @Override
    public void find(PageText page, SiteContext site, Findings into) {
        for (var section : Sections.under(page, MEANING)) {
            for (var i = section.from(); i < Math.min(section.to(), section.from() + 80); i++) {
                if (!site.isSuspect(page, i)) person(page, i, section.to(), into);
            }
        }
    }

    private static void person(PageText page, int i, int end, Findings into) {
        var line = page.lines().get(i);
        if (!line.picture().isEmpty() || line.text().length() > 110) return;
        if (line.kind() == Line.Kind.ROW
                && NAME.matcher(line.cells().getFirst()).matches()) {
            add(line.cells().getFirst(), line.cells().get(1), "", Excerpt.text(page, i), 1, into);
            return;
        }
        var both = WITH_ROLE.matcher(line.text());
        if (both.matches()) {
            add(both.group(1), both.group(2), textBelow(page, i, end), Excerpt.text(page, i), 1, into);
            return;
        }
        if (!NAME.matcher(line.text()).matches() || !(line.isHeading() || isStrong(line)) || i + 1 >= end) return;
        var next = page.lines().get(i + 1);
        var role = next.picture().isEmpty()
                        && next.text().length() <= 60
                        && !NAME.matcher(next.text()).matches()
                ? next.text()
                : "";
        add(line.text(), role, textBelow(page, role.isEmpty() ? i : i + 1, end), Excerpt.text(page, i), 1, into);
    }

    /** What is said of a person ends where the next one is named. */
    private static String textBelow(PageText page, int i, int end) {
        var next = i + 1;
        while (next < end && !startsPerson(page.lines().get(next))) next++;
        return ServiceFinder.textBelow(page, i, next);
    }

    private static boolean startsPerson(Line line) {
        return line.text().length() <= 110
                && (WITH_ROLE.matcher(line.text()).matches()
                        || NAME.matcher(line.text()).matches());
    }

    static void add(String name, String role, String text, Place place, double weight, Findings into) {
        if (Placeholders.isName(name)) return;
        Map<String, String> parts = new LinkedHashMap<>(Map.of("name", Words.tidy(name)));
        if (!role.isBlank()) parts.put("role", Words.tidy(role).replaceFirst("[.)]$", ""));
        if (!text.isBlank()) parts.put("text", text);
        into.add(new Found(Kind.PERSON, Words.fold(name), Words.tidy(name), parts, place, weight));
    }

    private static boolean isStrong(Line line) {
        return line.element().closest("strong, b, dt, th, [class*=name], [class*=nom]") != null;
    }
}
