package io.chantier.lifecycle;

import io.chantier.values.Secret;
import io.chantier.web.Problem.FieldProblem;
import java.util.Map;
import java.util.Optional;

/** What the password of a site's own administrator has to be like. */
final class AdministratorPassword {

    private static final String FIELD = "adminPassword";
    private static final int SHORTEST = 12;

    private AdministratorPassword() {}

    /** Empty where nothing is wrong with it. */
    static Optional<FieldProblem> fault(Secret typed) {
        return fault(FIELD, typed);
    }

    /** The same for another user of the site. */
    static Optional<FieldProblem> fault(String field, Secret typed) {
        var password = typed.reveal();
        if (password.length() < SHORTEST) {
            return Optional.of(new FieldProblem(field, "weak-password", Map.of("shortest", String.valueOf(SHORTEST))));
        }
        return password.matches("\\P{Cntrl}{1,200}")
                ? Optional.empty()
                : Optional.of(new FieldProblem(field, "malformed", Map.of()));
    }
}
