package io.chantier.identity;

import io.chantier.identity.ApiTokens.ApiToken;
import io.chantier.identity.ApiTokens.Made;
import io.chantier.web.Problem;
import io.chantier.web.Problem.FieldProblem;
import io.chantier.web.ProblemException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The tokens that somebody makes for their programs: none that may do more than they may themselves. */
@Service
public class OwnTokens {

    private static final int LONGEST = 100;

    private final ApiTokens tokens;
    private final Audit audit;

    OwnTokens(ApiTokens tokens, Audit audit) {
        this.tokens = tokens;
        this.audit = audit;
    }

    public List<ApiToken> of(Caller caller) {
        return tokens.list(caller.team()).stream()
                .filter(token -> token.account().equals(caller.account()))
                .toList();
    }

    /** @throws ProblemException naming each field that is wrong, or {@code forbidden} for more than the caller has */
    @Transactional
    public Made make(Caller caller, String name, @Nullable Role role, @Nullable Instant expiresAt) {
        var wrong = new ArrayList<FieldProblem>();
        if (name.isBlank()) wrong.add(new FieldProblem("name", "required", Map.of()));
        if (name.length() > LONGEST) wrong.add(new FieldProblem("name", "too-long", Map.of()));
        if (role == null) wrong.add(new FieldProblem("role", "required", Map.of()));
        if (!wrong.isEmpty() || role == null) throw new ProblemException(Problem.ofFields(wrong));
        boolean may =
                caller.operator() || (role != Role.OPERATOR && caller.role().compareTo(role) <= 0);
        if (!may) throw new ProblemException(Problem.of("forbidden", 403));
        var made = tokens.make(caller.team(), caller.account(), name.strip(), role, expiresAt);
        audit.write(caller, "token.make", made.about().id().toString(), Map.of("name", name.strip()));
        return made;
    }

    /** Ends one of the caller's own. */
    @Transactional
    public void revoke(Caller caller, UUID id) {
        var own = of(caller).stream().anyMatch(token -> token.id().equals(id));
        if (!own || !tokens.revoke(caller.team(), id)) throw new ProblemException(Problem.of("not-found", 404));
        audit.write(caller, "token.revoke", id.toString(), Map.of());
    }
}
