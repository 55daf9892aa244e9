package io.chantier.cli;

import io.chantier.cli.backup.Backup;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** The whole installation into one file, also while it runs. */
@Command(name = "backup")
final class BackupCommand implements Callable<Integer> {

    @ParentCommand
    private ChantierCommand chantier;

    @Parameters(paramLabel = "FILE")
    private Path file;

    @Option(names = "--force", descriptionKey = "option.force")
    private boolean force;

    @Override
    public Integer call() throws Exception {
        var summary = new Backup(chantier.home(), chantier.data(), chantier.terminal()).write(file, force);
        if (chantier.json()) {
            Report.json(chantier.terminal(), summary);
            return summary.missing().isEmpty() ? 0 : 1;
        }
        var arguments = Map.of(
                "file", file.toString(),
                "tables", Integer.toString(summary.tables()),
                "files", Integer.toString(summary.files()),
                "size", Long.toString(summary.bytes() >> 10));
        chantier.terminal().say("backup.done", arguments);
        return warn(summary);
    }

    /** The file is kept all the same: what it holds is better than nothing. */
    private int warn(Backup.Summary summary) {
        if (summary.missing().isEmpty()) {
            return 0;
        }
        var arguments = Map.of(
                "count",
                Integer.toString(summary.missing().size()),
                "first",
                summary.missing().getFirst());
        chantier.terminal().warn(chantier.terminal().words().say("backup.missing", arguments));
        return 1;
    }
}
