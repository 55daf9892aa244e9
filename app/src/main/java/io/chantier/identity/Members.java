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

/** Adds people to a team, gives them a role and shuts them out again; every change is in the audit trail. */
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
        var member = held(caller, account);
        if (disabled) keepAnOperator(caller, member);
        if (disabled) keepAnOwner(member);
        teams.setDisabled(caller.team(), account, disabled);
        if (disabled && teams.memberships(account).isEmpty()) accounts.endSessions(account);
        audit.write(
                caller,
                disabled ? "member.disable" : "member.enable",
                account.toString(),
                Map.of("login", member.login()));
        return teams.member(caller.team(), account).orElseThrow();
    }

    /** Gives a member another role: none above the caller's own, from none above it. The last owner stays one. */
    @Transactional
    public Member setRole(Caller caller, UUID account, Role role) {
        var member = held(caller, account);
        mayGive(caller, role);
        if (accounts.find(account).orElseThrow().operator() && !caller.operator()) {
            throw new ProblemException(Problem.of("operator-stays", 403));
        }
        if (role != Role.OWNER) keepAnOwner(member);
        teams.setRole(caller.team(), account, role);
        audit.write(
                caller,
                "member.role",
                account.toString(),
                Map.of("login", member.login(), "from", member.role().name(), "to", role.name()));
        return teams.member(caller.team(), account).orElseThrow();
    }

    /**
     * Both at once, or neither.
     *
     * @param role null to leave it
     * @param disabled null to leave it
     */
    @Transactional
    public Member change(Caller caller, UUID account, @Nullable Role role, @Nullable Boolean disabled) {
        var member = held(caller, account);
        if (role != null) member = setRole(caller, account, role);
        if (disabled != null) member = setDisabled(caller, account, disabled);
        return member;
    }

    /** A member whom the caller may change, and whom nobody else changes meanwhile. */
    private Member held(Caller caller, UUID account) {
        teams.hold(caller.team());
        var member = teams.member(caller.team(), account)
                .orElseThrow(() -> new ProblemException(Problem.of("not-found", 404)));
        mayGive(caller, member.role());
        return member;
    }

    private void keepAnOwner(Member member) {
        if (member.role() == Role.OWNER && teams.otherOwners(member.team(), member.account()) == 0) {
            throw new ProblemException(Problem.of("last-owner", 409, Map.of("name", member.name())));
        }
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
    static void mayGive(Caller caller, Role role) {
        boolean may =
                role != Role.OPERATOR && (caller.operator() || caller.role().compareTo(role) <= 0);
        if (!may) throw new ProblemException(Problem.of("forbidden", 403));
    }
}
