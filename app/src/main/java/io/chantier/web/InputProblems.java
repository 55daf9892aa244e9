package io.chantier.web;

import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.validation.FieldError;
import org.springframework.web.bind.MethodArgumentNotValidException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Says what is wrong with input that could not be read. */
final class InputProblems {

    static final Problem NOT_FOUND = Problem.of("not-found", 404);

    private InputProblems() {}

    static Problem of(HttpMessageNotReadableException failure) {
        if (failure.getCause() instanceof JacksonException json
                && !json.getPath().isEmpty()) {
            var field = json.getPath().stream()
                    .map(step -> Objects.requireNonNullElse(step.getPropertyName(), String.valueOf(step.getIndex())))
                    .collect(Collectors.joining("."));
            var code = json instanceof UnrecognizedPropertyException ? "unknown" : "malformed";
            return Problem.ofField(field, code, Map.of());
        }
        return Problem.of("unreadable", 400);
    }

    static Problem of(MethodArgumentNotValidException failure) {
        return Problem.ofFields(
                failure.getFieldErrors().stream().map(InputProblems::field).toList());
    }

    static Problem ofStatus(int status) {
        return switch (status) {
            case 404 -> NOT_FOUND;
            case 405 -> Problem.of("method-not-allowed", 405);
            case 406 -> Problem.of("not-acceptable", 406);
            case 413 -> Problem.of("too-large", 413);
            case 415 -> Problem.of("unsupported-media-type", 415);
            case 401 -> Problem.of("not-signed-in", 401);
            case 403 -> Problem.of("forbidden", 403);
            default -> Problem.of("refused", status, Map.of("status", String.valueOf(status)));
        };
    }

    private static Problem.FieldProblem field(FieldError error) {
        var code = switch (Objects.requireNonNullElse(error.getCode(), "").toLowerCase(Locale.ROOT)) {
            case "notblank", "notnull", "notempty" -> "required";
            case "size", "max" -> "too-long";
            default -> "malformed";
        };
        return new Problem.FieldProblem(error.getField(), code, Map.of());
    }
}
