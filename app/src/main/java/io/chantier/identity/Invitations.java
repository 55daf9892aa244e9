package io.chantier.identity;

import io.chantier.identity.Outbox.Letter;
import io.chantier.values.Secret;
import io.chantier.web.Problem;
import io.chantier.web.Problem.FieldProblem;
import io.chantier.web.ProblemException;
import io.chantier.web.Words;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Those who manage a team ask others into it; see {@link Acceptance} for the other side. */
@Service
public class Invitations {

    public static final Duration VALID = Duration.ofDays(7);

    /** More than that are no invitations any more. */
    private static final int MOST_OPEN = 100;

    private static final Pattern EMAIL =
            Pattern.compile("(?=.{3,100}$)[A-Za-z0-9][A-Za-z0-9._+-]*@[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)+");

    private final InvitationRows rows;
    private final Teams teams;
    private final InvitationLetters letters;
    private final Audit audit;

    Invitations(InvitationRows rows, Teams teams, InvitationLetters letters, Audit audit) {
        this.rows = rows;
        this.teams = teams;
        this.letters = letters;
        this.audit = audit;
    }

    /**
     * As it was typed; what is missing is named by {@link #invite}.
     *
     * @param language one of {@link Words#LANGUAGES}; null for the caller's
     */
    public record Wanted(
            @Nullable String email,
            @Nullable Role role,
            @Nullable String language) {}

    /**
     * @param link the only time that it can be read
     * @param letter with the link in it, for whoever sends it themselves
     */
    public record Made(Invitation about, URI link, Letter letter) {
        @Override
        public String toString() {
            return "Made[" + about + "]";
        }
    }

    /** Neither used nor revoked, newest first. */
    public List<Invitation> open(Caller caller) {
        return rows.open(caller.team());
    }

    /**
     * Asks somebody in, with no more rights than the caller has. Whether the address has an account in another team
     * makes no difference here.
     *
     * @throws ProblemException naming each field that is wrong
     */
    @Transactional
    public Made invite(Caller caller, Wanted wanted) {
        if (wanted.role() != null) Members.mayGive(caller, wanted.role());
        teams.hold(caller.team());
        var email = Accounts.normal(Objects.requireNonNullElse(wanted.email(), ""));
        var language = language(caller, wanted);
        var open = rows.open(caller.team());
        var wrong = wrong(caller, email, wanted.role(), language, open);
        if (!wrong.isEmpty() || wanted.role() == null) throw new ProblemException(Problem.ofFields(wrong));
        if (open.size() >= MOST_OPEN) throw new ProblemException(Problem.of("invitations-too-many", 409));
        open.stream().filter(old -> old.email().equals(email)).forEach(old -> rows.revoke(caller.team(), old.id()));
        var made = made(caller, email, wanted.role(), language);
        audit.write(
                caller,
                "invitation.make",
                made.about().id().toString(),
                Map.of("email", email, "role", wanted.role().name()));
        return made;
    }

    /** A new link for the same person; the old one works no longer. */
    @Transactional
    public Made renew(Caller caller, UUID id) {
        var old = held(caller, id);
        rows.revoke(caller.team(), id);
        letters.forget(old);
        var made = made(caller, old.email(), old.role(), old.language());
        audit.write(caller, "invitation.renew", made.about().id().toString(), Map.of("email", old.email()));
        return made;
    }

    @Transactional
    public void revoke(Caller caller, UUID id) {
        var old = held(caller, id);
        rows.revoke(caller.team(), id);
        letters.forget(old);
        audit.write(caller, "invitation.revoke", id.toString(), Map.of("email", old.email()));
    }

    private Invitation held(Caller caller, UUID id) {
        teams.hold(caller.team());
        var invitation =
                rows.find(caller.team(), id).orElseThrow(() -> new ProblemException(Problem.of("not-found", 404)));
        Members.mayGive(caller, invitation.role());
        return invitation;
    }

    private Made made(Caller caller, String email, Role role, String language) {
        Secret token = rows.add(caller, email, role, language);
        var invitation = rows.valid(token).orElseThrow();
        var link = letters.link(invitation, token);
        return new Made(invitation, link, letters.write(invitation, link));
    }

    private List<FieldProblem> wrong(
            Caller caller, String email, @Nullable Role role, String language, List<Invitation> open) {
        var wrong = new ArrayList<FieldProblem>();
        if (email.isEmpty()) wrong.add(new FieldProblem("email", "required", Map.of()));
        else if (!EMAIL.matcher(email).matches()) wrong.add(new FieldProblem("email", "not-an-email", Map.of()));
        else if (isMember(caller, email)) wrong.add(new FieldProblem("email", "already-member", Map.of()));
        else if (open.stream().anyMatch(one -> one.email().equals(email) && !one.expired())) {
            wrong.add(new FieldProblem("email", "already-invited", Map.of()));
        }
        if (role == null) wrong.add(new FieldProblem("role", "required", Map.of()));
        if (!Words.LANGUAGES.contains(Locale.of(language))) {
            wrong.add(new FieldProblem("language", "unknown-value", Map.of()));
        }
        return wrong;
    }

    private boolean isMember(Caller caller, String email) {
        return teams.members(caller.team()).stream()
                .anyMatch(member -> member.login().equals(email));
    }

    private static String language(Caller caller, Wanted wanted) {
        if (wanted.language() != null && !wanted.language().isEmpty()) return wanted.language();
        return Words.nearest(Objects.requireNonNullElse(caller.locale(), Words.LANGUAGES.getFirst()))
                .getLanguage();
    }
}
