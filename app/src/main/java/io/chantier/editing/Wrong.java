package io.chantier.editing;

import io.chantier.checks.Schemas.Violation;
import io.chantier.web.Problem.FieldProblem;
import java.util.Map;
import java.util.Optional;

/** A value that the template cannot take, at its place. */
public record Wrong(Pointer at, FieldProblem problem) {

    static Optional<Wrong> of(String root, Violation violation) {
        return Pointer.read("/" + root + violation.pointer()).map(at -> new Wrong(at, worded(at, violation)));
    }

    /** Two texts in one place; where it is gone, what it lay in says so. */
    static Wrong of(Conflict conflict) {
        var at = conflict.isGone() ? conflict.at().parent() : conflict.at();
        var code = conflict.isGone() ? "removed-meanwhile" : "changed-meanwhile";
        var texts = Map.of("theirs", conflict.theirs(), "mine", conflict.mine());
        return new Wrong(at, new FieldProblem(at.toString(), code, texts));
    }

    private static FieldProblem worded(Pointer at, Violation violation) {
        var field = at.toString();
        var limit = violation.limit();
        return switch (violation.keyword()) {
            case "required", "minLength", "minItems" -> new FieldProblem(field, "required", Map.of());
            case "maxLength" -> new FieldProblem(field, "longer-than", Map.of("longest", limit));
            case "maxItems" -> new FieldProblem(field, "more-than", Map.of("most", limit));
            case "enum", "const" -> new FieldProblem(field, "unknown-value", Map.of());
            case "additionalProperties" -> new FieldProblem(field, "unknown", Map.of());
            default -> new FieldProblem(field, "malformed", Map.of());
        };
    }
}
