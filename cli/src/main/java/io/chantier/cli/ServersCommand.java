package io.chantier.cli;

import io.chantier.cli.client.Publishing;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import tools.jackson.databind.JsonNode;

/** {@code chantier servers}: the servers of others on which sites are put. */
@Command(name = "servers")
final class ServersCommand implements Callable<Integer> {

    @ParentCommand
    private ChantierCommand chantier;

    @Override
    public Integer call() throws IOException, InterruptedException {
        return list();
    }

    @Command(name = "list")
    int list() throws IOException, InterruptedException {
        try (var api = chantier.installation().api()) {
            var servers = new Publishing(api).servers();
            if (chantier.json()) {
                Report.json(chantier.terminal(), servers);
            } else if (Publishing.items(servers).isEmpty()) {
                chantier.terminal().say("servers.none");
            } else {
                Publishing.items(servers).forEach(this::line);
            }
            return 0;
        }
    }

    @Command(name = "test")
    int test(@Parameters(paramLabel = "SERVER", descriptionKey = "option.server") String server)
            throws IOException, InterruptedException {
        try (var api = chantier.installation().api()) {
            var works = new Publishing(api).test(server);
            if (chantier.json()) {
                Report.json(chantier.terminal(), works);
            } else {
                chantier.terminal()
                        .say(
                                "servers.works",
                                Map.of(
                                        "server", server,
                                        "version", works.path("version").asString(""),
                                        "applications",
                                                works.path("applications").asString("0")));
            }
            return 0;
        }
    }

    private void line(JsonNode server) {
        var words = chantier.terminal().words();
        var room = server.path("sites").asString("0") + "/"
                + server.path("maxSites").asString("0");
        var more = !server.path("keyed").asBoolean(true)
                ? words.say("servers.noKey")
                : server.path("takesNew").asBoolean(false) ? words.say("servers.takesNew") : "";
        chantier.terminal()
                .print("%-20s  %8s  %-36s  %s"
                        .formatted(
                                server.path("name").asString(""),
                                room,
                                server.path("url").asString(""),
                                more)
                        .stripTrailing());
    }
}
