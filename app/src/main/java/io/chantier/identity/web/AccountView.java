package io.chantier.identity.web;

import io.chantier.identity.ApiTokens.ApiToken;
import io.chantier.identity.OwnAccount;
import io.chantier.identity.Role;
import io.chantier.identity.Sessions.OpenSession;
import io.chantier.web.Frame;
import io.chantier.web.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Somebody's own account as its page shows it. */
public record AccountView(
        String login,
        OwnAccount.Profile profile,
        List<SessionLine> sessions,
        Tokens tokens,
        @Nullable Problem problem) {

    public static final List<String> THEMES = List.of("auto", "light", "dark");

    public static final List<Integer> DAYS = List.of(90, 365, 0);

    /** The fields of the form for tokens have names of their own on the page. */
    static Problem ofToken(Problem problem) {
        return Problem.ofFields(problem.fields().stream()
                .map(field -> new Problem.FieldProblem("token." + field.field(), field.code(), field.arguments()))
                .toList());
    }

    public boolean hasOthers() {
        return sessions.size() > 1;
    }

    /** @param current the one in which the page is being read */
    public record SessionLine(OpenSession session, boolean current) {

        public String device(Frame frame) {
            var device = session.device();
            if (device.browser().isEmpty()) return frame.say("page.account.session.unknown");
            if (device.system().isEmpty()) return device.browser();
            return frame.say("page.account.session.device", "browser", device.browser(), "system", device.system());
        }

        public boolean phone() {
            return List.of("Android", "iPhone").contains(session.device().system());
        }
    }

    /** @param made the secret of the one that was just made; empty for none */
    public record Tokens(List<ApiToken> all, List<Role> roles, String made) {
        @Override
        public String toString() {
            return "Tokens" + all;
        }
    }
}
