package io.chantier.dashboard.web;

import io.chantier.identity.Invitation;
import io.chantier.identity.Role;
import io.chantier.web.Problem;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The members of a team, those who are asked in, and the forms that bring more. */
public record MembersView(
        List<Line> members,
        List<Role> roles,
        boolean mayManage,
        Form form,
        @Nullable Problem problem,
        Asked asked) {

    /** Whether there is nobody else yet, and nobody asked in, in a team that the reader looks after. */
    public boolean isAlone() {
        return mayManage && members.size() == 1 && asked.open().isEmpty();
    }

    /**
     * @param self the reader's own line, which cannot be disabled
     * @param changeable whether the reader may give this member another role
     */
    public record Line(
            String id,
            String login,
            String name,
            Role role,
            boolean enabled,
            boolean self,
            boolean changeable,
            Instant joinedAt) {

        public String roleKey() {
            return "role." + role;
        }

        public String initials() {
            return name.isBlank()
                    ? "·"
                    : name.substring(0, name.offsetByCodePoints(0, 1)).toUpperCase(Locale.ROOT);
        }
    }

    /** What was typed, to show again beside what is wrong with it; never the password. */
    public record Form(String login, String name, Role role) {
        public static final Form EMPTY = new Form("", "", Role.EDITOR);
    }

    /**
     * Those who are asked in.
     *
     * @param email what was typed, to show again beside what is wrong with it
     * @param made the one that was just made; null for none
     */
    public record Asked(
            List<Invitation> open,
            String email,
            Role role,
            @Nullable Problem problem,
            @Nullable Link made) {

        public static Asked of(List<Invitation> open) {
            return new Asked(open, "", Role.EDITOR, null, null);
        }
    }

    /**
     * The link of an invitation, the one time that it is shown.
     *
     * @param letter opens the reader's own mail program with the letter in it
     */
    public record Link(String email, String url, String letter) {
        @Override
        public String toString() {
            return "Link[" + email + "]";
        }
    }
}
