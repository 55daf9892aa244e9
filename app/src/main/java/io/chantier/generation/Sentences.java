package io.chantier.generation;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Splits and shortens text at the borders of its sentences. */
final class Sentences {

    private static final Pattern NO_END = Pattern.compile(
            "(?:^|[\\s(])(?:M|MM|Mme|Mlle|Mr|Mrs|Ms|Dr|Pr|Me|St|Ste|Bd|av|n°|No|Nr|tél|Tel|env|ex|etc|bzw|z\\.\\s?B|d\\.\\s?h|ca|Str|Inh|Hr|Fr|\\p{Lu})\\.\\s*$");

    private Sentences() {}

    static List<String> of(String text, String language) {
        var iterator = BreakIterator.getSentenceInstance(Locale.forLanguageTag(language));
        iterator.setText(text);
        var sentences = new ArrayList<String>();
        var start = iterator.first();
        for (var end = iterator.next(); end != BreakIterator.DONE; end = iterator.next()) {
            var piece = text.substring(start, end);
            if (end < text.length() && NO_END.matcher(piece).find()) continue;
            if (!piece.isBlank()) sentences.add(piece.strip());
            start = end;
        }
        if (start < text.length() && !text.substring(start).isBlank())
            sentences.add(text.substring(start).strip());
        return sentences;
    }

    /** Whole sentences as far as they fit; where not even the first does, its words as far as they fit and an ellipsis. */
    static String shorten(String text, int longest, String language) {
        if (text.length() <= longest) return text;
        var kept = new StringBuilder();
        for (var sentence : of(text, language)) {
            if (kept.length() + sentence.length() + 1 > longest) break;
            if (!kept.isEmpty()) kept.append(' ');
            kept.append(sentence);
        }
        return kept.isEmpty() ? words(text, longest) : kept.toString();
    }

    /** The text's words as far as they fit, with an ellipsis where some are missing; never half a word. */
    static String words(String text, int longest) {
        if (text.length() <= longest) return text;
        var cut = text.substring(0, longest - 1);
        var clause = Math.max(cut.lastIndexOf(", "), Math.max(cut.lastIndexOf(" – "), cut.lastIndexOf("; ")));
        var space = lastSpace(cut);
        var end = clause > longest * 0.7 ? clause : space > longest / 3 ? space : wholeCharacters(cut);
        return cut.substring(0, end).replaceAll("[\\s,;:–—(«\"'’-]+$", "") + "…";
    }

    private static int lastSpace(String cut) {
        return Math.max(cut.lastIndexOf(' '), Math.max(cut.lastIndexOf('\u00a0'), cut.lastIndexOf('\u202f')));
    }

    private static int wholeCharacters(String cut) {
        return Character.isHighSurrogate(cut.charAt(cut.length() - 1)) ? cut.length() - 1 : cut.length();
    }
}
