package io.chantier.reading.text;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Tells a language by its most frequent little words. Enough for pages of text in a handful of languages, and nothing
 * to download: the detectors with models weigh ten to a hundred megabytes for languages that we do not write.
 */
public final class Languages {

    private static final Map<String, Set<String>> WORDS = Map.of(
            "fr",
                    Set.of(
                            "le", "la", "les", "des", "du", "et", "une", "un", "vous", "nous", "votre", "vos", "nos",
                            "notre", "pour", "dans", "avec", "sur", "est", "sont", "au", "aux", "par", "chez", "ou",
                            "de", "à", "ce", "qui", "plus", "sans"),
            "en",
                    Set.of(
                            "the", "and", "of", "to", "in", "for", "with", "your", "our", "we", "you", "is", "are",
                            "from", "at", "on", "by", "that", "this", "it", "have", "be", "an", "or", "all", "us"),
            "de",
                    Set.of(
                            "der", "die", "das", "und", "mit", "für", "von", "wir", "sie", "ihr", "ihre", "unser",
                            "unsere", "ist", "sind", "im", "in", "zu", "bei", "den", "dem", "ein", "eine", "auf",
                            "auch", "nach", "aus", "uns", "oder"),
            "es",
                    Set.of(
                            "el", "los", "las", "y", "del", "con", "para", "nuestro", "nuestra", "su", "por", "es",
                            "que", "en", "una", "más", "como", "sus"),
            "it",
                    Set.of(
                            "il", "gli", "della", "di", "e", "per", "con", "che", "nostro", "nostra", "una", "sono",
                            "nel", "delle", "dei", "è", "più", "alla"),
            "nl",
                    Set.of(
                            "het", "een", "en", "van", "voor", "wij", "uw", "met", "op", "zijn", "bij", "ons", "onze",
                            "niet", "ook", "naar", "aan"));

    private Languages() {}

    /** @param declared what the pages say in {@code lang}, most frequent first */
    public static String of(String text, List<String> declared) {
        Map<String, Integer> counts = new HashMap<>();
        var words = text.toLowerCase(Locale.ROOT).split("[^\\p{L}]+", 20_000);
        for (var word : words) {
            WORDS.forEach((language, known) -> {
                if (known.contains(word)) counts.merge(language, 1, Integer::sum);
            });
        }
        var best = counts.entrySet().stream().max(Map.Entry.comparingByValue());
        var first = declared.stream()
                .map(lang -> lang.toLowerCase(Locale.ROOT).split("[-_]", 2)[0])
                .filter(lang -> lang.length() == 2)
                .findFirst();
        // a template's leftover lang="en" on a French page is common: the words win where there are enough of them
        if (best.isPresent() && best.get().getValue() >= 6) {
            var declaredCount = first.map(lang -> counts.getOrDefault(lang, 0)).orElse(0);
            if (best.get().getValue() >= 2 * declaredCount + 2)
                return best.get().getKey();
        }
        return first.or(() -> best.map(Map.Entry::getKey)).orElse("en");
    }
}
