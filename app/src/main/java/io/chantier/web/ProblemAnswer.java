package io.chantier.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A {@link Problem} in a reader's words, as RFC 9457 wants it.
 *
 * @param code stable, for programs
 * @param remedy what to do about it
 * @param arguments the single values that title, detail and remedy speak of, for programs
 * @param errors what is wrong with single fields
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ProblemAnswer(
        String type,
        String title,
        int status,
        String detail,
        String code,
        String remedy,
        Map<String, String> arguments,
        List<FieldError> errors) {

    private static final Set<String> OWN_WORDS = Set.of("said", "log", "error", "detail");

    public record FieldError(String field, String code, String message) {}

    static ProblemAnswer of(Problem problem, Words words, Locale locale) {
        var say = "problem." + problem.code() + ".";
        return new ProblemAnswer(
                "urn:chantier:problem:" + problem.code(),
                words.say(locale, say + "title", problem.arguments()),
                problem.status(),
                words.say(locale, say + "detail", problem.arguments()),
                problem.code(),
                words.say(locale, say + "remedy", problem.arguments()),
                said(problem.arguments()),
                problem.fields().stream()
                        .map(field -> new FieldError(
                                field.field(),
                                field.code(),
                                words.say(locale, "field." + field.code(), field.arguments())))
                        .toList());
    }

    /** Without what other programs said themselves: what the words above quote of it is all that a reader gets. */
    private static Map<String, String> said(Map<String, String> arguments) {
        var given = new TreeMap<>(arguments);
        given.keySet().removeAll(OWN_WORDS);
        return given;
    }
}
