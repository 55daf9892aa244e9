package io.chantier.generation;

import java.text.Normalizer;
import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Gives shouted words back the form in which the same source writes them elsewhere. */
final class Spelling {

    private static final Pattern WORD = Pattern.compile("\\p{L}[\\p{L}\\p{M}]*");
    private static final Pattern SENTENCE_START = Pattern.compile("(?:^|[.!?…:]\\s+|[\\n•–—-]\\s*)$");
    private static final Set<String> SHORT_WORDS = Set.of(
            "a", "à", "au", "aux", "avec", "by", "ce", "ces", "chez", "dans", "das", "de", "der", "des", "die", "du",
            "en", "et", "for", "from", "für", "he", "il", "im", "in", "is", "it", "la", "le", "les", "ma", "mit", "my",
            "nos", "notre", "nous", "of", "on", "or", "ou", "our", "par", "pour", "qui", "sa", "se", "ses", "son",
            "sur", "the", "to", "un", "und", "une", "us", "von", "vos", "votre", "vous", "we", "with", "you", "your",
            "zum", "zur");
    private static final int ACRONYM = 4;
    private static final int NEAR = 16;

    private final Map<String, Map<String, Integer>> forms = new HashMap<>();
    private final Locale locale;

    /** @param texts everything the source says, shouted or not */
    Spelling(Collection<String> texts, String language) {
        this.locale = Locale.forLanguageTag(language);
        for (var text : texts) if (!isShouted(text)) learn(text);
    }

    /** Whether most letters are capitals. */
    static boolean isShouted(String text) {
        var letters = text.codePoints().filter(Character::isLetter).count();
        var capitals = text.codePoints().filter(Character::isUpperCase).count();
        return letters >= 4 && capitals > letters * 0.7;
    }

    /** The text itself, or, where it is shouted, the same in sentence case. */
    String calm(String text) {
        if (!isShouted(text)) return text;
        var words = WORD.matcher(text);
        var calmed = new StringBuilder();
        var end = 0;
        while (words.find()) {
            calmed.append(text, end, words.start());
            calmed.append(calmWord(words.group(), startsSentence(calmed, calmed.length())));
            end = words.end();
        }
        return calmed.append(text, end, text.length()).toString();
    }

    /** Whether a word at this place begins a sentence; what stands right before it tells. */
    private static boolean startsSentence(CharSequence text, int at) {
        var before = text.subSequence(Math.max(0, at - NEAR), at).toString();
        return before.isBlank() || SENTENCE_START.matcher(before).find();
    }

    private String calmWord(String word, boolean first) {
        var known = known(word);
        var calm = known != null ? known : looksLikeAcronym(word) ? word : word.toLowerCase(locale);
        return first ? calm.substring(0, 1).toUpperCase(locale) + calm.substring(1) : calm;
    }

    private @org.jspecify.annotations.Nullable String known(String word) {
        var seen = forms.get(key(word));
        if (seen == null) return null;
        return seen.entrySet().stream()
                .max(Map.Entry.<String, Integer>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .orElse(null);
    }

    private boolean looksLikeAcronym(String word) {
        if (SHORT_WORDS.contains(word.toLowerCase(locale)) || word.length() > ACRONYM) return false;
        return word.length() > 1 && !word.toUpperCase(Locale.ROOT).matches(".*[AEIOUYÀÉÈÊÎÔÛÄÖÜ].*");
    }

    private void learn(String text) {
        var words = WORD.matcher(text);
        while (words.find()) {
            var word = words.group();
            var first = startsSentence(text, words.start());
            var form = first && !isAllCapitals(word) ? word.toLowerCase(locale) : word;
            var weight = first && Character.isUpperCase(word.charAt(0)) ? 1 : 4;
            forms.computeIfAbsent(key(word), _ -> new HashMap<>()).merge(form, weight, Integer::sum);
        }
    }

    private static boolean isAllCapitals(String word) {
        return word.length() > 1 && word.codePoints().allMatch(Character::isUpperCase);
    }

    private static String key(String word) {
        return Normalizer.normalize(word, Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "")
                .toLowerCase(Locale.ROOT);
    }
}
