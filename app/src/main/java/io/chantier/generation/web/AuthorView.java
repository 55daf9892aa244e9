package io.chantier.generation.web;

import io.chantier.generation.claude.Condition;
import io.chantier.generation.claude.SignIn;
import io.chantier.web.Problem;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the page of the author shows.
 *
 * @param price of a site with Claude Code, in words
 */
public record AuthorView(
        Form form,
        List<String> authors,
        List<String> suggestions,
        Condition condition,
        String price,
        @Nullable Problem problem,
        @Nullable Tried tried) {

    /**
     * As it is kept, or as it was typed.
     *
     * @param models by step
     */
    public record Form(String author, Map<String, String> models, String rounds) {}

    /**
     * A test that was made.
     *
     * @param code of the problem; empty where it worked
     * @param arguments of the words of either
     */
    public record Tried(String code, Map<String, String> arguments) {
        public boolean works() {
            return code.isEmpty();
        }

        /** What the program or the endpoint said itself; empty where it said nothing. */
        public String ownWords() {
            return arguments.getOrDefault("detail", "");
        }
    }

    /** Whether sites are ordered from an author that cannot work yet. */
    public boolean isWarned() {
        return form.author().equals("claude") && !trouble().isEmpty();
    }

    /** What keeps Claude Code from working; empty where only a test can tell. */
    public String trouble() {
        return condition.trouble().map(trouble -> trouble.code()).orElse("");
    }

    /** {@code ready}, {@code other} or {@code missing}. */
    public String program() {
        return switch (condition.program()) {
            case Condition.Program.Ready _ -> "ready";
            case Condition.Program.Other _ -> "other";
            case Condition.Program.Missing _ -> "missing";
        };
    }

    public String version() {
        return condition.program() instanceof Condition.Program.Other(var _, var version) ? version : Condition.VERSION;
    }

    /** {@code key}, {@code login} or {@code none}; never the key. */
    public String signIn() {
        return switch (condition.signIn()) {
            case SignIn.ApiKey _ -> "key";
            case SignIn.Login _ -> "login";
            case SignIn.None _ -> "none";
        };
    }

    public String plan() {
        return condition.signIn() instanceof SignIn.Login login ? login.plan() : "";
    }

    public @Nullable Instant ends() {
        return condition.signIn() instanceof SignIn.Login login ? login.ends().orElse(null) : null;
    }
}
