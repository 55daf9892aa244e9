package io.chantier.cli;

import io.chantier.cli.backup.Restore;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Brings a backup back into an empty data folder. */
@Command(name = "restore")
final class RestoreCommand implements Callable<Integer> {

    @ParentCommand
    private ChantierCommand chantier;

    @Parameters(paramLabel = "FILE")
    private Path file;

    @Option(names = "--force", descriptionKey = "option.force")
    private boolean force;

    @Override
    public Integer call() throws Exception {
        var summary = new Restore(chantier.home(), chantier.data(), chantier.terminal()).read(file, force);
        if (chantier.json()) {
            Report.json(chantier.terminal(), summary);
            return 0;
        }
        var arguments = Map.of(
                "data", chantier.data().toString(),
                "tables", Integer.toString(summary.tables()),
                "files", Integer.toString(summary.files()));
        chantier.terminal().say("restore.done", arguments);
        return 0;
    }
}
