package io.chantier.fleet;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Reads the languages of a row: codes or names in any of them, one beside the other. */
final class LanguagesTyped {

    private static final Map<String, List<String>> NAMES = Map.of(
            "fr", List.of("français", "francais", "french", "französisch"),
            "en", List.of("anglais", "english", "englisch"),
            "de", List.of("allemand", "german", "deutsch"));

    private static final Set<String> AND = Set.of("et", "and", "und");

    private LanguagesTyped() {}

    /** Codes; what is none stays as it was typed, for the check of the site to name it. */
    static List<String> of(String typed) {
        return Arrays.stream(typed.toLowerCase(Locale.ROOT).split("[\\s,;/|+&]+"))
                .filter(word -> !word.isEmpty() && !AND.contains(word))
                .map(LanguagesTyped::code)
                .distinct()
                .toList();
    }

    private static String code(String word) {
        var region = word.replaceFirst("^([a-z]{2})[-_][a-z]{2}$", "$1");
        return NAMES.entrySet().stream()
                .filter(language -> language.getValue().contains(word))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(region);
    }
}
