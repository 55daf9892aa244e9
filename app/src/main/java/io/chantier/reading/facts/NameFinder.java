package io.chantier.reading.facts;

import io.chantier.reading.Fact.Kind;
import io.chantier.reading.Fact.Place;
import io.chantier.reading.facts.Findings.Found;
import io.chantier.reading.text.PageText;
import io.chantier.reading.text.Words;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Finds the name of the business: what titles, logo, copyright line and headings agree on. */
final class NameFinder {

    private static final Pattern SEPARATOR =
            Pattern.compile("\\s+[|\\-–—·•:»>/]\\s+|\\s*[|»•·]\\s*|\\s*:\\s+|\\s+-\\s*|,\\s+");
    private static final Pattern COPYRIGHT = Pattern.compile(
            "(?:©|\\(c\\)|copyright)\\s*(?:©)?\\s*(?:\\d{4}(?:\\s*[-–]\\s*\\d{4})?)?\\s*[-–,:]?\\s*([\\p{Lu}\\d][^|·•–©]{2,60}?)(?:\\s*[-–|·•,.©]|\\s+(?:tous droits|all rights|alle rechte|\\d{4})|$)",
            Pattern.CASE_INSENSITIVE);
    private static final Set<String> GENERIC = Set.of(
            "accueil",
            "home",
            "page d accueil",
            "bienvenue",
            "contact",
            "welcome",
            "startseite",
            "willkommen",
            "index",
            "untitled document",
            "untitled",
            "document sans titre",
            "services",
            "nos services",
            "our services",
            "about",
            "a propos",
            "mentions legales",
            "site officiel",
            "homepage",
            "tarifs",
            "prices",
            "kontakt",
            "impressum",
            "menu",
            "blog",
            "website",
            "your website",
            "all rights reserved",
            "tous droits reserves",
            "new page 1",
            "react app",
            "vite app",
            "nouvelle page 1",
            "my site",
            "mon site",
            "just another wordpress site",
            "company name",
            "your company",
            "wordpress",
            "joomla",
            "start bootstrap",
            "nom de l entreprise");

    private record Candidate(String text, Place place, double weight) {}

    private NameFinder() {}

    static void find(SiteContext site, Findings into) {
        var candidates = new LinkedHashMap<String, List<Candidate>>();
        for (var page : site.pages()) {
            titles(page, candidates);
            meta(page, candidates);
            copyright(page, candidates);
            if (page.page().isHome()) headings(page, candidates);
        }
        var host = hostWords(site.host());
        var isOnly = candidates.values().stream()
                .noneMatch(places -> places.size() > 1 || places.getFirst().weight() >= 1.3);
        candidates.forEach((folded, places) -> {
            var weight = places.stream().mapToDouble(Candidate::weight).max().orElse(0);
            if (isHostName(folded, host)) weight += 2.5;
            weight += Math.min(1.2, 0.3 * (places.size() - 1));
            if (weight < (isOnly ? 0.9 : 1.3)) return;
            for (var candidate : places) {
                into.add(new Found(Kind.NAME, folded, candidate.text(), Map.of(), candidate.place(), weight));
            }
        });
    }

    private static void titles(PageText page, Map<String, List<Candidate>> into) {
        var title = Words.tidy(page.page().dom().title());
        if (title.isEmpty()) return;
        var parts = List.of(SEPARATOR.split(title));
        for (var i = 0; i < parts.size(); i++) {
            var edge = i == 0 || i == parts.size() - 1;
            put(into, parts.get(i), new Place(page.address(), Words.cut(title, 200), "meta"), edge ? 1 : 0.6);
        }
    }

    private static void meta(PageText page, Map<String, List<Candidate>> into) {
        for (var meta : page.page()
                .dom()
                .select("meta[property=og:site_name], meta[name=application-name], meta[name=author]")) {
            var weight = meta.attr("name").equals("author") ? 0.6 : 3;
            put(
                    into,
                    meta.attr("content"),
                    new Place(page.address(), Words.cut(meta.attr("content"), 200), "meta"),
                    weight);
        }
        for (var logo : page.page()
                .dom()
                .select("[class*=logo] img[alt], img[class*=logo][alt], img[src*=logo][alt], a[class*=brand]")) {
            var text = logo.nameIs("img") ? logo.attr("alt") : logo.text();
            put(
                    into,
                    text.replaceFirst("(?iU)^logo\\s*(de|of|von|:|-)?\\s*", "").replaceFirst("(?iU)[\\s-]+logo$", ""),
                    new Place(page.address(), Words.cut(text, 200), "meta"),
                    1.4);
        }
    }

    private static void copyright(PageText page, Map<String, List<Candidate>> into) {
        for (var line : page.lines()) {
            if (line.text().length() > 300) continue;
            var match = COPYRIGHT.matcher(line.text());
            if (match.find())
                put(into, match.group(1), new Place(page.address(), Words.cut(line.text(), 200), "text"), 1.6);
        }
    }

    private static void headings(PageText page, Map<String, List<Candidate>> into) {
        var seen = 0;
        for (var line : page.lines()) {
            if (!line.isHeading() || seen++ > 2) continue;
            var isLong = line.text().split(" ").length > 3;
            var weight = isLong ? 0.6 : line.level() == 1 ? 1.2 : 0.8;
            put(into, line.text(), new Place(page.address(), Words.cut(line.text(), 200), "text"), weight);
        }
    }

    private static void put(Map<String, List<Candidate>> into, String raw, Place place, double weight) {
        var text = Words.tidy(raw)
                .replaceFirst(
                        "(?iU)^(bienvenue (chez|sur le site de|sur|à la|à l'|au)|welcome to|willkommen bei)\\s*", "")
                .replaceFirst("[.,!]+$", "");
        var folded = Words.fold(text);
        if (text.length() < 2
                || text.length() > 60
                || GENERIC.contains(folded)
                || folded.split(" ").length > 7
                || !text.matches(".*\\p{L}.*")) return;
        if (folded.matches("(welcome|bienvenue|willkommen).*") || Placeholders.isName(text)) return;
        into.computeIfAbsent(folded, _ -> new ArrayList<>()).add(new Candidate(text, place, weight));
    }

    private static String hostWords(String host) {
        var bare = host.replaceFirst("^www\\.", "");
        var dot = bare.indexOf('.');
        return bare.matches("[\\d.]+|localhost|\\[.*")
                ? ""
                : dot < 0 ? bare : bare.substring(0, dot).replace("-", "");
    }

    private static boolean isHostName(String folded, String host) {
        var joined = folded.replace(" ", "");
        return !host.isEmpty()
                && (joined.equals(host)
                        || (joined.length() > 5 && host.contains(joined))
                        || (host.length() > 5 && joined.contains(host)));
    }
}
