package io.chantier.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Locale;
import java.util.Map;

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
                problem.arguments(),
                problem.fields().stream()
                        .map(field -> new FieldError(
                                field.field(),
                                field.code(),
                                words.say(locale, "field." + field.code(), field.arguments())))
                        .toList());
    }
}
