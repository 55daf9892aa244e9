package io.chantier.editing.web;

import io.chantier.editing.Edits.Outcome;
import io.chantier.editing.Wrong;
import io.chantier.web.Problem;
import io.chantier.web.ProblemException;
import java.util.Map;

/** Says why a change was not kept. */
final class Refusals {

    private Refusals() {}

    static ProblemException of(Outcome refused) {
        return new ProblemException(
                switch (refused) {
                    case Outcome.Invalid(var draft, var newest, var wrong) ->
                        Problem.ofFields(wrong.stream().map(Wrong::problem).toList());
                    case Outcome.Overtaken(var newest) -> Problem.of("file-overtaken", 412, Map.of("revision", newest));
                    case Outcome.Conflicting(var newest, var conflicts) ->
                        Problem.of("file-overtaken", 409, Map.of("revision", newest));
                    case Outcome.Nowhere(var at) -> Problem.ofField(at.toString(), "no-such-place", Map.of());
                    case Outcome.TooLarge(var path) -> Problem.of("file-too-large", 413, Map.of("path", path));
                    case Outcome.Nothing() -> Problem.of("nothing-to-edit", 409);
                    case Outcome.Done done -> throw new IllegalArgumentException("Not refused: " + done);
                });
    }
}
