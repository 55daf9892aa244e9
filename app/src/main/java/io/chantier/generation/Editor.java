package io.chantier.generation;

import io.chantier.reading.Withheld;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Prepares the source's words for print: drops fluff and what may not be said any more, mends typography, calms shouting. Adds nothing. */
final class Editor {

    private static final Pattern DECORATION = Pattern.compile("[\\s\\u00a0\\u202f:;,.–—-]+$");
    /** A sentence that makes no sense without the one before it. */
    private static final Pattern REFERS_BACK = Pattern.compile(
            "^(?:son|sa|ses|leurs?|his|her|its|their|sein|seine|ihre?|toutes?|tous|ils?|elles?|celles?|ceux|celui|celle|cela|ceci|ça|they|these|those|it|this|that|all of them"
                    + "|sie|diese[rsmn]?|es|er|alle|dies)\\b",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    private static final Pattern QUOTES = Pattern.compile("^[\"“”«„»\\s\\u00a0\\u202f]+|[\"“”«„»\\s\\u00a0\\u202f]+$");

    private final Typography typography;
    private final Spelling spelling;
    private final String language;
    private final Withheld withheld;

    Editor(Spelling spelling, String language, Withheld withheld) {
        this.withheld = withheld;
        this.typography = new Typography(language);
        this.spelling = spelling;
        this.language = language;
    }

    /** A paragraph without its sentences of fluff and those that tell what is withheld; {@link Sentence#NONE} where nothing is left. */
    Sentence paragraph(String page, String raw) {
        var kept = new ArrayList<String>();
        var hanging = false;
        for (var sentence : Sentences.of(typography.mend(raw), language)) {
            hanging = Fluff.isFluff(sentence)
                    || Fluff.isContactData(sentence)
                    || withheld.isIn(sentence)
                    || (hanging && refersBack(sentence));
            if (!hanging) kept.add(spelling.calm(sentence));
        }
        var text = String.join(" ", kept);
        return kept.isEmpty() || withheld.isIn(text) ? Sentence.NONE : new Sentence(text, Origin.of(page, raw));
    }

    static boolean refersBack(String sentence) {
        return REFERS_BACK.matcher(sentence).find();
    }

    /** A heading in sentence case without closing marks; {@link Sentence#NONE} where it is fluff. */
    Sentence heading(String page, String raw) {
        var title = title(raw);
        if (title.isEmpty() || Fluff.isFluff(title) || Fluff.isContactData(title) || withheld.isIn(title))
            return Sentence.NONE;
        return new Sentence(title, Origin.of(page, raw));
    }

    /** What a picture shows; empty where that tells what may not be said any more. */
    String caption(String raw) {
        return withheld.isIn(raw) ? "" : line(raw);
    }

    String title(String raw) {
        return DECORATION.matcher(spelling.calm(typography.mend(raw))).replaceFirst("");
    }

    String line(String raw) {
        return spelling.calm(typography.mend(raw));
    }

    /** Somebody's words, as they were said; only the quotation marks around them go. */
    String quote(String raw) {
        return QUOTES.matcher(typography.mend(raw)).replaceAll("");
    }

    Sentence shorten(Sentence sentence, int longest) {
        return sentence.saying(Sentences.shorten(sentence.text(), longest, language));
    }

    List<String> sentences(Sentence paragraph) {
        return Sentences.of(paragraph.text(), language);
    }
}
