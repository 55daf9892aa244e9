package io.chantier.identity;

import io.chantier.values.Secret;
import io.chantier.values.TeamId;
import io.chantier.web.Problem;
import io.chantier.web.Problem.FieldProblem;
import io.chantier.web.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Adds people to a team and shuts them out again; every change is in the audit trail. */
@Service
public class Members {

    private static final Set<Role> MANAGERS = Set.of(Role.OPERATOR, Role.OWNER, Role.ADMIN);

    private static final int LONGEST = 100;
    private static final Pattern LOGIN = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@+-]{0,99}");

    private final Accounts accounts;
    private final Teams teams;
    private final Audit audit;

    Members(Accounts accounts, Teams teams, Audit audit) {
        this.accounts = accounts;
        this.teams = teams;
        this.audit = audit;
    }

    /** As it was typed; what is missing is named by {@link #add}. */
    public record NewMember(
            @Nullable String login,
            @Nullable String name,
            @Nullable Role role,
            Secret password) {}

    public List<Member> list(Caller caller) {
        return teams.members(caller.team());
    }

    /** Those who manage a team and want to know what happens in it. */
    public List<Member> managers(TeamId team) {
        return teams.members(team).stream()
                .filter(member -> !member.disabled() && MANAGERS.contains(member.role()))
                .toList();
    }

    /**
     * A new account in the caller's team. An account that exists belongs to somebody and is not taken in unasked.
     *
     * @throws ProblemException naming each field that is wrong
     */
    @Transactional
    public Member add(Caller caller, NewMember wanted) {
        if (wanted.role() != null) mayGive(caller, wanted.role());
        var wrong = wrong(wanted);
        if (!wrong.isEmpty() || wanted.login() == null || wanted.name() == null || wanted.role() == null) {
            throw new ProblemException(Problem.ofFields(wrong));
        }
        var account = accounts.add(wanted.login(), wanted.name().strip(), wanted.password(), false);
        teams.join(caller.team(), account.id(), wanted.role());
        audit.write(
                caller,
                "member.add",
                account.id().toString(),
                Map.of("login", account.login(), "role", wanted.role().name()));
        return teams.member(caller.team(), account.id()).orElseThrow();
    }

    private List<FieldProblem> wrong(NewMember wanted) {
        var wrong = new ArrayList<FieldProblem>();
        var login = Objects.requireNonNullElse(wanted.login(), "").strip();
        var name = Objects.requireNonNullElse(wanted.name(), "");
        if (login.isEmpty()) wrong.add(new FieldProblem("login", "required", Map.of()));
        else if (!LOGIN.matcher(login).matches()) wrong.add(new FieldProblem("login", "malformed", Map.of()));
        else if (accounts.findByLogin(login).isPresent()) {
            wrong.add(new FieldProblem("login", "taken", Map.of("value", login)));
        }
        if (name.isBlank()) wrong.add(new FieldProblem("name", "required", Map.of()));
        if (name.length() > LONGEST) wrong.add(new FieldProblem("name", "too-long", Map.of()));
        if (wanted.role() == null) wrong.add(new FieldProblem("role", "required", Map.of()));
        if (wanted.password().isEmpty()) wrong.add(new FieldProblem("password", "required", Map.of()));
        else if (Passwords.isWeak(wanted.password(), login)) wrong.add(Passwords.weak("password"));
        return wrong;
    }

    /** Shuts a member out at once, or lets them in again. The last owner stays. */
    @Transactional
    public Member setDisabled(Caller caller, UUID account, boolean disabled) {
        var member = teams.member(caller.team(), account)
                .orElseThrow(() -> new ProblemException(Problem.of("not-found", 404)));
        mayGive(caller, member.role());
        if (disabled) keepAnOperator(caller, member);
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

    /** Who runs the installation is not the team's to shut out, and one of them stays. */
    private void keepAnOperator(Caller caller, Member member) {
        if (!accounts.find(member.account()).orElseThrow().operator()) return;
        if (!caller.operator()) throw new ProblemException(Problem.of("operator-stays", 403));
        if (teams.otherOperators(member.account()) == 0) {
            throw new ProblemException(Problem.of("last-operator", 409, Map.of("name", member.name())));
        }
    }

    /** Nobody gives, or takes away, more than they have themselves. */
    private static void mayGive(Caller caller, Role role) {
        boolean may =
                role != Role.OPERATOR && (caller.operator() || caller.role().compareTo(role) <= 0);
        if (!may) throw new ProblemException(Problem.of("forbidden", 403));
    }
}
