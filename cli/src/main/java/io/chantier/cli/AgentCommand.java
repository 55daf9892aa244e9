package io.chantier.cli;

import io.chantier.cli.agent.AgentPackage;
import io.chantier.cli.installation.CliException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code chantier agent install}: what a bench server needs, in one file. */
@Command(name = "agent", subcommands = AgentCommand.Install.class)
final class AgentCommand implements Runnable {

    @ParentCommand
    private ChantierCommand chantier;

    @Override
    public void run() {
        throw new CliException("service.which");
    }

    @Command(name = "install")
    static final class Install implements Callable<Integer> {

        @ParentCommand
        private AgentCommand agent;

        @Option(
                names = {"-o", "--output"},
                descriptionKey = "option.agent.output",
                paramLabel = "FILE",
                defaultValue = "chantier-agent.tar.gz")
        private Path output;

        @Option(
                names = "--bind",
                descriptionKey = "option.agent.bind",
                paramLabel = "ADDRESS",
                defaultValue = "0.0.0.0")
        private String bind;

        @Option(
                names = "--user",
                descriptionKey = "option.user",
                paramLabel = "ACCOUNT",
                defaultValue = "chantier-agent")
        private String user;

        @Option(names = "--benches", descriptionKey = "option.agent.benches", paramLabel = "FOLDER", defaultValue = "")
        private String benches;

        @Option(names = "--press", descriptionKey = "option.agent.press", paramLabel = "URL", defaultValue = "")
        private String press;

        @Override
        public Integer call() throws Exception {
            var chantier = agent.chantier;
            var file = output.toAbsolutePath().normalize();
            var server = new AgentPackage.Server(bind, user, benches, press);
            var password = new AgentPackage(chantier.home(), chantier.terminal().words()).write(file, server);
            if (chantier.json()) {
                Report.json(chantier.terminal(), Map.of("file", file.toString(), "password", password));
            } else {
                chantier.terminal().say("agent.made", Map.of("file", file.toString(), "password", password));
            }
            return 0;
        }
    }
}
