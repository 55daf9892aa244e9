package io.chantier.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Starts Chantier and, unless detached, stays until Ctrl-C. */
@Command(name = "up")
final class UpCommand implements Callable<Integer> {

    @ParentCommand
    private ChantierCommand chantier;

    @Option(names = "--port", descriptionKey = "option.port", defaultValue = "8080", paramLabel = "PORT")
    private int port;

    @Option(names = "--edge-port", descriptionKey = "option.edge-port", defaultValue = "8081", paramLabel = "PORT")
    private int edgePort;

    @Option(names = "--detach", descriptionKey = "option.detach")
    private boolean detached;

    @Override
    public Integer call() throws Exception {
        var wish = new io.chantier.cli.installation.Installation.Wish(port, edgePort, false, detached, false);
        try (var session = Session.start(chantier, wish)) {
            session.announce();
            return session.stay();
        }
    }
}
