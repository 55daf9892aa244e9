package io.chantier.identity;

import io.chantier.values.Secret;
import io.chantier.web.Problem;
import io.chantier.web.Problem.FieldProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Somebody who was invited comes in. A link that is used, revoked, too old or made up says the same; wrong ones count
 * as wrong passwords from that address do.
 */
@Service
public class Acceptance {

    private static final int LONGEST = 100;

    private final InvitationRows rows;
    private final Teams teams;
    private final Accounts accounts;
    private final SignIn signIn;
    private final Audit audit;
    private final TransactionTemplate transaction;

    Acceptance(
            InvitationRows rows,
            Teams teams,
            Accounts accounts,
            SignIn signIn,
            Audit audit,
            TransactionTemplate transaction) {
        this.rows = rows;
        this.teams = teams;
        this.accounts = accounts;
        this.signIn = signIn;
        this.audit = audit;
        this.transaction = transaction;
    }

    /** What a link leads to. */
    public sealed interface Door {
        record Open(Invitation invitation) implements Door {}

        /** The link works no longer, or never did. */
        record Closed() implements Door {}

        record TooMany(Problem problem) implements Door {}
    }

    /** How somebody who came in by a link fared. */
    public sealed interface Outcome {
        record Joined(Account account) implements Outcome {}

        /** Nothing was used up. */
        record Wrong(Invitation invitation, Problem problem) implements Outcome {}

        record Turned(Door door) implements Outcome {}
    }

    /** As they typed it. */
    public record Answer(String name, Secret password, Locale language) {}

    /** Looks at a link and uses nothing up. */
    public Door look(Secret token, String address) {
        var shut = signIn.shutFor(address);
        if (shut.isPresent()) return new Door.TooMany(shut.get().problem());
        Optional<Invitation> found = rows.valid(token).filter(this::stillMeant);
        if (found.isEmpty()) signIn.guessedWrong(address);
        return found.<Door>map(Door.Open::new).orElseGet(Door.Closed::new);
    }

    public Outcome accept(Secret token, Answer answer, String address) {
        return switch (look(token, address)) {
            case Door.Open(var invitation) -> join(invitation, answer);
            case Door.Closed closed -> new Outcome.Turned(closed);
            case Door.TooMany tooMany -> new Outcome.Turned(tooMany);
        };
    }

    private Outcome join(Invitation invitation, Answer answer) {
        var wrong = wrong(invitation, answer);
        if (!wrong.isEmpty()) return new Outcome.Wrong(invitation, Problem.ofFields(wrong));
        try {
            return Objects.requireNonNull(transaction.execute(_ -> joined(invitation, answer)));
        } catch (DuplicateKeyException _) {
            return new Outcome.Wrong(invitation, taken());
        }
    }

    private Outcome joined(Invitation invitation, Answer answer) {
        if (!rows.use(invitation.id())) return new Outcome.Turned(new Door.Closed());
        var account = accounts.add(invitation.email(), answer.name().strip(), answer.password(), false);
        accounts.setLocale(account.id(), answer.language());
        teams.join(invitation.team(), account.id(), invitation.role());
        audit.write(
                account.id(),
                account.name(),
                invitation.team(),
                "invitation.accept",
                account.id().toString(),
                Map.of("email", invitation.email(), "role", invitation.role().name()));
        return new Outcome.Joined(accounts.find(account.id()).orElseThrow());
    }

    private List<FieldProblem> wrong(Invitation invitation, Answer answer) {
        var wrong = new ArrayList<FieldProblem>();
        if (answer.name().isBlank()) wrong.add(new FieldProblem("name", "required", Map.of()));
        if (answer.name().length() > LONGEST) wrong.add(new FieldProblem("name", "too-long", Map.of()));
        if (answer.password().isEmpty()) wrong.add(new FieldProblem("password", "required", Map.of()));
        else if (Passwords.isWeak(answer.password(), invitation.email())) wrong.add(Passwords.weak("password"));
        if (wrong.isEmpty() && accounts.findByLogin(invitation.email()).isPresent()) {
            wrong.addAll(taken().fields());
        }
        return wrong;
    }

    private static Problem taken() {
        return Problem.ofField("email", "has-account", Map.of());
    }

    /** Who was shut out, or may give that role no longer, invites nobody. */
    private boolean stillMeant(Invitation invitation) {
        var inviter = invitation.by().account();
        var operates = accounts.find(inviter).map(Account::operator).orElse(false);
        return teams.member(invitation.team(), inviter)
                .filter(member -> !member.disabled())
                .filter(member -> operates
                        || (Policy.MANAGE.allows(member.role()) && member.role().compareTo(invitation.role()) <= 0))
                .isPresent();
    }
}
