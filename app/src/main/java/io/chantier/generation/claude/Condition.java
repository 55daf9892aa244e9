package io.chantier.generation.claude;

import java.util.Optional;

/**
 * How things stand with Claude Code on this machine.
 *
 * @param signIn by what runs would sign in now
 * @param endpoint the operator's own; empty for the provider's
 * @param isWalled whether runs that edit files see nothing but their folder
 */
public record Condition(Program program, SignIn signIn, String endpoint, boolean isWalled) {

    /** The version whose flags and answers we know. */
    public static final String VERSION = Executable.VERSION;

    /** What was found of it. */
    public sealed interface Program {

        String path();

        record Ready(String path) implements Program {}

        /** @param version as it says itself; empty where it says nothing */
        record Other(String path, String version) implements Program {}

        /** @param path where {@code doctor --fix} puts it */
        record Missing(String path) implements Program {}
    }

    /** What keeps it from working; empty where only a test can tell. */
    public Optional<Trouble> trouble() {
        return switch (program) {
            case Program.Missing _ -> Optional.of(Trouble.NOT_INSTALLED);
            case Program.Other _ -> Optional.of(Trouble.OTHER_VERSION);
            case Program.Ready _ -> signIn instanceof SignIn.None ? Optional.of(Trouble.NO_KEY) : Optional.empty();
        };
    }

    static Condition of(ClaudeSettings settings, Executable.Found found, SignIn signIn) {
        var program = switch (found) {
            case Executable.Found.Ready(var path) -> new Program.Ready(path.toString());
            case Executable.Found.Other(var path, var version) -> new Program.Other(path.toString(), version);
            case Executable.Found.Missing(var path) -> new Program.Missing(path.toString());
        };
        return new Condition(program, signIn, settings.baseUrl().strip(), Walled.isPossible());
    }
}
