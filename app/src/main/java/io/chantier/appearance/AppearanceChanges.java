package io.chantier.appearance;

import io.chantier.identity.Audit;
import io.chantier.identity.Caller;
import io.chantier.web.Problem;
import io.chantier.web.Problem.FieldProblem;
import io.chantier.web.ProblemException;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Map;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Changes the appearance after looking at it, and writes down who did. */
@Service
public class AppearanceChanges {

    private static final int LONGEST = 60;

    private final Appearances appearances;
    private final Audit audit;

    AppearanceChanges(Appearances appearances, Audit audit) {
        this.appearances = appearances;
        this.audit = audit;
    }

    /** What happens to the logo. */
    public sealed interface LogoChange {
        record Kept() implements LogoChange {}

        record Removed() implements LogoChange {}

        @SuppressWarnings("ArrayRecordComponent") // nobody compares two uploads
        record Replaced(byte[] bytes) implements LogoChange {}
    }

    /** @throws ProblemException naming each field that is wrong, or saying what is wrong with the picture */
    @Transactional
    public Appearance make(Caller caller, String name, Colours colours, LogoChange logo) {
        var normal = new Colours(normal(colours.main()), normal(colours.ground()));
        var wrong = new ArrayList<FieldProblem>(normal.wrong());
        if (name.length() > LONGEST || name.chars().anyMatch(Character::isISOControl)) {
            wrong.add(new FieldProblem("name", "too-long", Map.of()));
        }
        if (!wrong.isEmpty()) throw new ProblemException(Problem.ofFields(wrong));
        var next = switch (logo) {
            case LogoChange.Kept _ ->
                new Appearance(name.strip(), normal, appearances.current().logo());
            case LogoChange.Removed _ -> new Appearance(name.strip(), normal, null);
            case LogoChange.Replaced replaced -> new Appearance(name.strip(), normal, Logo.of(replaced.bytes()));
        };
        appearances.store(next);
        audit.write(
                caller,
                "appearance.change",
                "appearance",
                Map.of("name", next.name(), "main", normal.main(), "ground", normal.ground()));
        return next;
    }

    private static String normal(String colour) {
        return colour.strip().toLowerCase(Locale.ROOT);
    }
}
