package io.chantier.dashboard.web;

import io.chantier.identity.Role;
import io.chantier.web.Problem;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The members of a team and the form that adds one. */
public record MembersView(
        List<Line> members,
        List<Role> roles,
        boolean mayManage,
        Form form,
        @Nullable Problem problem) {

    /** @param self the reader's own line, which cannot be disabled */
    public record Line(
            String id, String login, String name, Role role, boolean enabled, boolean self, Instant joinedAt) {

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
}
