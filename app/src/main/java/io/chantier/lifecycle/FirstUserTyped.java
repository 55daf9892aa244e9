package io.chantier.lifecycle;

import io.chantier.values.Secret;
import io.chantier.web.Problem.FieldProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The first user of a new site, as somebody typed it; nothing typed means that there is to be none.
 *
 * @param lastName may be left out
 */
public record FirstUserTyped(String email, String firstName, String lastName, Secret password) {

    /** Nobody besides the Administrator. */
    public static final FirstUserTyped NOBODY = new FirstUserTyped("", "", "", new Secret(""));

    private static final Pattern EMAIL = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._%+-]{0,63}@(?=.{3,72}$)"
            + "[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)+");

    /** A stock agent hands names to a shell: nothing is left in them that says something there. */
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{M}\\p{N} .\u2019-]{0,99}");

    public FirstUserTyped {
        email = email.strip().toLowerCase(Locale.ROOT);
        firstName = firstName.strip().replace('\'', '\u2019');
        lastName = lastName.strip().replace('\'', '\u2019');
    }

    boolean isWanted() {
        return !(email.isEmpty() && firstName.isEmpty() && lastName.isEmpty() && password.isEmpty());
    }

    /** Nothing where no user is wanted, or all is well. */
    List<FieldProblem> faults() {
        if (!isWanted()) return List.of();
        var wrong = new ArrayList<FieldProblem>();
        if (!EMAIL.matcher(email).matches()) wrong.add(new FieldProblem("user.email", "not-an-email", Map.of()));
        if (firstName.isEmpty()) wrong.add(new FieldProblem("user.firstName", "required", Map.of()));
        else name("user.firstName", firstName).ifPresent(wrong::add);
        if (!lastName.isEmpty()) name("user.lastName", lastName).ifPresent(wrong::add);
        AdministratorPassword.fault("user.password", password).ifPresent(wrong::add);
        return wrong;
    }

    private static Optional<FieldProblem> name(String field, String name) {
        return NAME.matcher(name).matches()
                ? Optional.empty()
                : Optional.of(new FieldProblem(field, "malformed", Map.of()));
    }
}
