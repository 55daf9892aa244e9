package io.chantier.identity;

import io.chantier.values.Secret;
import io.chantier.web.Problem;
import io.chantier.web.ProblemException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Adds people to a team and shuts them out again; every change is in the audit trail. */
@Service
public class Members {

    private final Accounts accounts;
    private final Teams teams;
    private final Audit audit;

    Members(Accounts accounts, Teams teams, Audit audit) {
        this.accounts = accounts;
        this.teams = teams;
        this.audit = audit;
    }

    /** @param password null where the member comes in by a sign-in link first */
    public record NewMember(
            String login, String name, Role role, @Nullable Secret password) {}

    public List<Member> list(Caller caller) {
        return teams.members(caller.team());
    }

    /** A new account in the caller's team. An account that exists belongs to somebody and is not taken in unasked. */
    @Transactional
    public Member add(Caller caller, NewMember wanted) {
        mayGive(caller, wanted.role());
        if (wanted.password() != null && Passwords.isWeak(wanted.password(), wanted.login())) {
            throw new ProblemException(Problem.ofField(
                    "password", "weak-password", Map.of("shortest", String.valueOf(Passwords.SHORTEST))));
        }
        if (accounts.findByLogin(wanted.login()).isPresent()) {
            throw new ProblemException(Problem.ofField("login", "taken", Map.of("value", wanted.login())));
        }
        var account = accounts.add(wanted.login(), wanted.name(), wanted.password(), false);
        teams.join(caller.team(), account.id(), wanted.role());
        audit.write(
                caller,
                "member.add",
                account.id().toString(),
                Map.of("login", account.login(), "role", wanted.role().name()));
        return teams.member(caller.team(), account.id()).orElseThrow();
    }

    /** Shuts a member out at once, or lets them in again. The last owner stays. */
    @Transactional
    public Member setDisabled(Caller caller, UUID account, boolean disabled) {
        var member = teams.member(caller.team(), account)
                .orElseThrow(() -> new ProblemException(Problem.of("not-found", 404)));
        mayGive(caller, member.role());
        if (disabled && member.role() == Role.OWNER && teams.otherOwners(caller.team(), account) == 0) {
            throw new ProblemException(Problem.of("last-owner", 409, Map.of("name", member.name())));
        }
        teams.setDisabled(caller.team(), account, disabled);
        audit.write(
                caller,
                disabled ? "member.disable" : "member.enable",
                account.toString(),
                Map.of("login", member.login()));
        return teams.member(caller.team(), account).orElseThrow();
    }

    /** Nobody gives, or takes away, more than they have themselves. */
    private static void mayGive(Caller caller, Role role) {
        boolean may =
                role != Role.OPERATOR && (caller.operator() || caller.role().compareTo(role) <= 0);
        if (!may) throw new ProblemException(Problem.of("forbidden", 403));
    }
}
