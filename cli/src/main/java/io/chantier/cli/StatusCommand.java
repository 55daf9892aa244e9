package io.chantier.cli;

import io.chantier.cli.client.Api;
import io.chantier.cli.installation.RunFile;
import java.io.IOException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** Says whether Chantier runs and is well: exit code 0 well, 1 not well, 3 not running. */
@Command(name = "status")
final class StatusCommand implements Callable<Integer> {

    private static final int NOT_RUNNING = 3;

    @ParentCommand
    private ChantierCommand chantier;

    @Override
    public Integer call() throws Exception {
        var running = chantier.installation().running();
        boolean healthy = running.isPresent() && isHealthy(running.get());
        if (chantier.json()) {
            Report.json(chantier.terminal(), facts(running, healthy));
        } else if (running.isEmpty()) {
            chantier.terminal().say("notRunning", Map.of("data", chantier.data().toString()));
        } else {
            var key = healthy ? "status.well" : "status.unwell";
            var pid = Long.toString(running.get().pid());
            chantier.terminal().say(key, Map.of("url", running.get().url(), "pid", pid));
        }
        return running.isEmpty() ? NOT_RUNNING : healthy ? 0 : 1;
    }

    private static Map<String, Object> facts(Optional<RunFile> running, boolean healthy) {
        var facts = new LinkedHashMap<String, Object>();
        facts.put("running", running.isPresent());
        running.ifPresent(found -> {
            facts.put("healthy", healthy);
            facts.put("pid", found.pid());
            facts.put("url", found.url());
            facts.put("edgePort", found.edgePort());
            facts.put("oldSite", found.oldSite());
        });
        return facts;
    }

    private boolean isHealthy(RunFile running) throws IOException, InterruptedException {
        try (var api = new Api(
                URI.create(running.url()), "", chantier.terminal().words().locale())) {
            return api.isHealthy();
        }
    }
}
