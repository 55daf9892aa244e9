package io.chantier.cli;

import io.chantier.cli.upgrade.Upgrade;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Replaces a packaged installation by the one in a file, or leaves everything as it was. */
@Command(name = "upgrade")
final class UpgradeCommand implements Callable<Integer> {

    @ParentCommand
    private ChantierCommand chantier;

    @Parameters(paramLabel = "FILE")
    private Path file;

    /** The second part, which the first starts from a copy. */
    @Option(names = "--exchange", hidden = true)
    private boolean exchange;

    @Override
    public Integer call() throws Exception {
        var upgrade = new Upgrade(chantier.home(), chantier.data(), chantier.terminal());
        if (!exchange) {
            return upgrade.begin(file.toAbsolutePath());
        }
        upgrade.exchange();
        return 0;
    }
}
