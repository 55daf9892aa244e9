package io.chantier.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** Stops what runs on the data folder. */
@Command(name = "stop")
final class StopCommand implements Callable<Integer> {

    @ParentCommand
    private ChantierCommand chantier;

    @Override
    public Integer call() throws Exception {
        var installation = chantier.installation();
        var running = installation.running();
        if (running.isEmpty()) {
            if (installation.stopOrphan()) {
                chantier.terminal().say("stop.orphan");
                return 0;
            }
            chantier.terminal()
                    .say("notRunning", Map.of("data", installation.data().toString()));
            return 0;
        }
        chantier.terminal().say("stop.stopping");
        installation.stop(running.get());
        chantier.terminal().say("stop.stopped");
        return 0;
    }
}
