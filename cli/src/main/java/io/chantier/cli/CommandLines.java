package io.chantier.cli;

import io.chantier.cli.client.Refused;
import io.chantier.cli.installation.CliException;
import io.chantier.cli.installation.Home;
import io.chantier.cli.installation.Terminal;
import io.chantier.postgres.EmbeddedPostgresException;
import picocli.CommandLine;

/** Runs what was typed and words what went wrong. */
public final class CommandLines {

    private final Terminal terminal;
    private final Home home;

    public CommandLines(Terminal terminal, Home home) {
        this.terminal = terminal;
        this.home = home;
    }

    /** The exit code: 0 done, 1 failed, 2 mistyped. */
    public int run(String... args) {
        var root = new ChantierCommand(terminal, home);
        var line = new CommandLine(root);
        line.setOut(terminal.out());
        line.setErr(terminal.err());
        line.setResourceBundle(terminal.words().bundle());
        line.setExecutionExceptionHandler((failure, command, parsed) -> explain(failure));
        line.setCaseInsensitiveEnumValuesAllowed(true);
        return line.execute(args);
    }

    private int explain(Exception failure) {
        switch (failure) {
            case CliException e -> terminal.warn(terminal.words().say(e.key(), e.arguments()));
            case Refused e -> explain(e);
            case EmbeddedPostgresException e -> terminal.warn(String.valueOf(e.getMessage()));
            case InterruptedException e -> Thread.currentThread().interrupt();
            default -> terminal.warn(failure.toString());
        }
        return 1;
    }

    private void explain(Refused refused) {
        var problem = refused.problem();
        var title = problem.path("title").asString(terminal.words().say("api.refused"));
        terminal.warn(title + " (" + refused.status() + ")");
        for (var part : java.util.List.of("detail", "remedy")) {
            if (problem.has(part)) {
                terminal.warn("  " + problem.path(part).asString(""));
            }
        }
        for (var error : problem.path("errors")) {
            var text = error.path("message").asString(error.path("detail").asString(""));
            terminal.warn("  " + error.path("field").asString("") + ": " + text);
        }
    }
}
