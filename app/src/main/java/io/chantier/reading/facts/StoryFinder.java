package io.chantier.reading.facts;

import io.chantier.reading.Fact.Kind;
import io.chantier.reading.facts.Findings.Found;
import io.chantier.reading.text.FillerWords;
import io.chantier.reading.text.PageText;
import io.chantier.reading.text.Words;
import java.util.Map;
import java.util.regex.Pattern;

/** Finds since when the business exists, and its slogan. */
final class StoryFinder implements Finder {

    private static final Pattern SINCE = Pattern.compile(
            "(?iU)(?<sure>fond[ée]e?s?(?: [^.\\d]{0,30})? en|cr[ée][ée]e?s? (?:[^.\\d]{0,20})?en|cr[ée]ation en|[ée]tablie? en|existe depuis|maison fond[ée]e en|founded in|established(?: in)?|est\\.|gegründet(?: [^.\\d]{0,20})?|gründung(?: im jahr)?|seit bestehen)\\s*:?\\s*(?<a>1[89]\\d\\d|20[012]\\d)(?!\\d)|\\b(?<vague>depuis|since|seit)\\s+(?:plus de |l'an |le début de |dem jahr )?(?<b>1[89]\\d\\d|20[012]\\d)(?!\\d)");
    private static final Pattern OTHER_THING = Pattern.compile(
            "(?iU)certifi|qualifi|agr[ée][ée]|membre|mitglied|member|loi|r[èe]glement|norme|site|web|copyright|interdit|vigueur|diplôm");

    @Override
    public void find(PageText page, SiteContext site, Findings into) {
        for (var i = 0; i < page.lines().size(); i++) {
            var line = page.lines().get(i);
            if (!line.picture().isEmpty() || line.text().length() > 2_000 || site.isSuspect(page, i)) continue;
            var match = SINCE.matcher(line.text());
            if (!match.find()) continue;
            var sure = match.group("sure") != null;
            var before = line.text().substring(Math.max(0, match.start() - 50), match.start());
            if (!sure && OTHER_THING.matcher(before).find()) continue;
            var year = sure ? match.group("a") : match.group("b");
            into.add(new Found(Kind.FOUNDED, year, year, Map.of(), Excerpt.text(page, i), sure ? 2 : 1.2));
        }
        if (page.page().isHome()) slogan(page, into);
    }

    private static void slogan(PageText page, Findings into) {
        for (var element : page.page()
                .dom()
                .select(
                        "[class*=tagline], [class*=slogan], [class*=site-description], [class*=baseline], [id=slogan], [id=tagline]")) {
            var text = Words.tidy(element.text());
            if (text.length() < 5 || text.length() > 120 || FillerWords.isFiller(text)) continue;
            into.add(new Found(Kind.TAGLINE, Words.fold(text), text, Map.of(), Excerpt.of(page, text, "text"), 2));
        }
    }
}
