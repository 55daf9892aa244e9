package io.chantier.reading.facts;

import io.chantier.reading.Fact.Kind;
import io.chantier.reading.Fact.Place;
import io.chantier.reading.facts.Findings.Found;
import io.chantier.reading.text.PageText;
import io.chantier.reading.text.Words;
import java.util.Map;
import java.util.regex.Pattern;

/** Finds questions with their answers: a question for a heading, a term or a summary, and the text under it. */
final class FaqFinder implements Finder {

    private static final Pattern MEANING = Pattern.compile(
            "(?iU)f\\.?a\\.?q\\.?\\b|foire aux questions|questions? (?:fr[ée]quentes|courantes)|vos questions|frequently asked|common questions|h[äa]ufige fragen|fragen und antworten|fragen & antworten");

    /** An invitation to ask is no question that somebody asked. */
    private static final Pattern INVITATION = Pattern.compile(
            "(?iU)^(?:have|got|do you have|still have|any|(?:vous )?avez[- ]vous|encore|une|d'autres|besoin|haben sie|noch|weitere)\\b.{0,25}\\b(?:questions?|fragen?|renseignements?|help|aide)\\b.{0,12}\\?$");

    @Override
    public void find(PageText page, SiteContext site, Findings into) {
        var lines = page.lines();
        for (var section : Sections.under(page, MEANING)) {
            for (var i = section.from(); i < section.to(); i++) question(page, site, i, section.to(), into);
        }
        for (var i = 0; i < lines.size(); i++) {
            if (lines.get(i).element().closest("summary, [class*=faq], [id*=faq]") != null)
                question(page, site, i, lines.size(), into);
        }
    }

    private static void question(PageText page, SiteContext site, int i, int end, Findings into) {
        var question =
                page.lines().get(i).text().replaceFirst("(?iU)^(q\\s?[:.)]|question\\s?\\d*\\s?:|\\d+[.)])\\s*", "");
        if (!question.endsWith("?") || question.length() > 160 || question.length() < 8 || site.isSuspect(page, i))
            return;
        if (INVITATION.matcher(question.replace('’', '\'')).matches()) return;
        var answer = new StringBuilder();
        for (var down = i + 1; down < Math.min(end, i + 8); down++) {
            var line = page.lines().get(down);
            if (line.isHeading()
                    || line.text().endsWith("?")
                    || line.chrome() != page.lines().get(i).chrome()) break;
            if (line.picture().isEmpty()) answer.append(line.text()).append(' ');
            if (answer.length() > 600) break;
        }
        var text = answer.toString().strip().replaceFirst("(?iU)^(r|a|réponse|answer|antwort)\\s?[:.)]\\s*", "");
        if (text.length() >= 10) add(question, text, Excerpt.text(page, i), 1, into);
    }

    static void add(String question, String answer, Place place, double weight, Findings into) {
        var parts = Map.of("question", Words.tidy(question), "answer", Words.cut(Words.tidy(answer), 1_000));
        into.add(new Found(Kind.FAQ, Words.fold(question), Words.tidy(question), parts, place, weight));
    }
}
