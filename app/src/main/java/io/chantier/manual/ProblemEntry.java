package io.chantier.manual;

import io.chantier.web.Words;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** A problem as the manual lists it: what is filled in when it happens is left open. */
public record ProblemEntry(String code, String title, String detail, String remedy) {

    private static final Pattern TITLE = Pattern.compile("problem\\.([a-z0-9.-]+)\\.title");
    private static final Pattern ARGUMENT = Pattern.compile("\\{[a-zA-Z][a-zA-Z0-9]*}");

    static List<ProblemEntry> all(Words words, Locale language) {
        return words.keys(language).stream()
                .map(TITLE::matcher)
                .filter(key -> key.matches())
                .map(key -> key.group(1))
                .sorted()
                .map(code -> new ProblemEntry(
                        code,
                        open(words, language, code, "title"),
                        open(words, language, code, "detail"),
                        open(words, language, code, "remedy")))
                .toList();
    }

    private static String open(Words words, Locale language, String code, String part) {
        return ARGUMENT.matcher(words.say(language, "problem." + code + "." + part))
                .replaceAll("…");
    }
}
