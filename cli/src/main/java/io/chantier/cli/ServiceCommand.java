package io.chantier.cli;

import io.chantier.cli.installation.CliException;
import io.chantier.cli.installation.ServiceUnit;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code chantier service install}: Chantier starts with the machine. */
@Command(name = "service", subcommands = ServiceCommand.Install.class)
final class ServiceCommand implements Runnable {

    @ParentCommand
    private ChantierCommand chantier;

    @Override
    public void run() {
        throw new CliException("service.which");
    }

    @Command(name = "install")
    static final class Install implements Callable<Integer> {

        @ParentCommand
        private ServiceCommand service;

        @Option(names = "--print", descriptionKey = "option.print")
        private boolean print;

        @Option(
                names = "--user",
                descriptionKey = "option.user",
                paramLabel = "ACCOUNT",
                defaultValue = "${sys:user.name}")
        private String user;

        @Option(
                names = "--unit",
                descriptionKey = "option.unit",
                paramLabel = "FILE",
                defaultValue = "/etc/systemd/system/chantier.service")
        private Path unit;

        @Override
        public Integer call() throws Exception {
            var chantier = service.chantier;
            var text = ServiceUnit.text(chantier.home(), chantier.data().toAbsolutePath(), user);
            if (print) {
                chantier.terminal().print(text.strip());
                return 0;
            }
            ServiceUnit.install(unit, text, chantier.terminal());
            return 0;
        }
    }
}
