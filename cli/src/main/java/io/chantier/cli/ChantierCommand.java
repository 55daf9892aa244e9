package io.chantier.cli;

import io.chantier.cli.installation.Environment;
import io.chantier.cli.installation.Home;
import io.chantier.cli.installation.Installation;
import io.chantier.cli.installation.Terminal;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** {@code chantier}: the options that every command has. */
@Command(
        name = "chantier",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        scope = ScopeType.INHERIT,
        subcommands = {
            DemoCommand.class,
            UpCommand.class,
            StopCommand.class,
            StatusCommand.class,
            SiteCommand.class,
            RollbackCommand.class,
            MoveCommand.class,
            ServersCommand.class,
            DomainsCommand.class,
            BackupCommand.class,
            RestoreCommand.class,
            UpgradeCommand.class,
            MemberCommand.class,
            AppearanceCommand.class,
            ApiCommand.class,
            AdminCommand.class,
            AgentCommand.class,
            ServiceCommand.class,
            DoctorCommand.class
        })
final class ChantierCommand implements Runnable {

    @Option(names = "--data", descriptionKey = "chantier.data", paramLabel = "FOLDER", scope = ScopeType.INHERIT)
    private Optional<Path> data = Optional.empty();

    @Option(names = "--json", descriptionKey = "chantier.json", scope = ScopeType.INHERIT)
    private boolean json;

    /** Read by {@link Main} before anything is said; here so that it is known. */
    @Option(names = "--lang", descriptionKey = "chantier.lang", paramLabel = "fr|en", scope = ScopeType.INHERIT)
    @SuppressWarnings("unused")
    private Optional<String> language = Optional.empty();

    @Spec
    private CommandSpec specification;

    private final Terminal terminal;
    private final Home home;

    ChantierCommand(Terminal terminal, Home home) {
        this.terminal = terminal;
        this.home = home;
    }

    @Override
    public void run() {
        terminal.print(specification.commandLine().getUsageMessage().stripTrailing());
    }

    Terminal terminal() {
        return terminal;
    }

    Home home() {
        return home;
    }

    boolean json() {
        return json;
    }

    /** {@code --data}, else {@code CHANTIER_DATA}, else {@code ROOT_DIR}, else beside the program. */
    Path data() {
        return data.orElseGet(() -> {
            var environment = Environment.of(home);
            var named = environment.getOrDefault("CHANTIER_DATA", environment.getOrDefault("ROOT_DIR", ""));
            return named.isEmpty() ? home.dataFolder() : Path.of(named);
        });
    }

    Installation installation() {
        return new Installation(home, data(), terminal);
    }
}
