package io.chantier.web;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Something that a person has to know, as a code and its arguments; the bundles word it when it is shown
 * ({@code problem.<code>.title}, {@code .detail}, {@code .remedy}).
 *
 * @param status the HTTP status that an answer with this problem has
 * @param fields what is wrong with single fields of the input; empty when it is none of them
 */
public record Problem(String code, int status, Map<String, String> arguments, List<FieldProblem> fields) {

    public Problem {
        arguments = Map.copyOf(arguments);
        fields = List.copyOf(fields);
    }

    /** What is wrong with one field; {@code code} is worded by {@code field.<code>} with the arguments. */
    public record FieldProblem(String field, String code, Map<String, String> arguments) {}

    public static Problem of(String code, int status) {
        return new Problem(code, status, Map.of(), List.of());
    }

    public static Problem of(String code, int status, Map<String, String> arguments) {
        return new Problem(code, status, arguments, List.of());
    }

    /** The usual answer to input in which these fields are wrong. */
    public static Problem ofFields(List<FieldProblem> fields) {
        var names = fields.stream().map(FieldProblem::field).distinct().collect(Collectors.joining(", "));
        return new Problem("invalid", 422, Map.of("field", names), fields);
    }

    public static Problem ofField(String field, String code, Map<String, String> arguments) {
        return new Problem("invalid", 422, Map.of("field", field), List.of(new FieldProblem(field, code, arguments)));
    }
}
