package io.chantier.cli;

import io.chantier.cli.client.JobWatch;
import io.chantier.cli.client.Sites;
import io.chantier.cli.installation.CliException;
import io.chantier.cli.installation.Installation;
import io.chantier.cli.installation.OldSite;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** The whole main job in one command: an old site's address in, a better site online out. */
@Command(name = "demo")
final class DemoCommand implements Callable<Integer> {

    @ParentCommand
    private ChantierCommand chantier;

    @Parameters(arity = "0..1", paramLabel = "URL")
    private Optional<String> address = Optional.empty();

    @Option(names = "--port", descriptionKey = "option.port", defaultValue = "8080", paramLabel = "PORT")
    private int port;

    @Option(names = "--edge-port", descriptionKey = "option.edge-port", defaultValue = "8081", paramLabel = "PORT")
    private int edgePort;

    @Option(names = "--detach", descriptionKey = "option.detach")
    private boolean detached;

    @Override
    public Integer call() throws Exception {
        var wish = new Installation.Wish(port, edgePort, true, detached, address.isEmpty());
        try (var session = Session.start(chantier, wish)) {
            session.announce();
            var oldSite = address.orElseGet(() -> session.running().oldSite());
            if (oldSite.isEmpty()) {
                throw new CliException(
                        "demo.noOldSite", Map.of("url", session.running().url()));
            }
            int status = makeSite(session, oldSite);
            int end = session.stay();
            return status == 0 ? end : status;
        }
    }

    private int makeSite(Session session, String oldSite) throws IOException, InterruptedException {
        try (var api = session.installation().api()) {
            var sites = new Sites(api);
            var name = oldSite.equals(session.running().oldSite()) ? OldSite.NAME : "";
            var wish = JsonNodeFactory.instance
                    .objectNode()
                    .put("sourceUrl", oldSite)
                    .put("goal", "LIVE");
            if (!name.isEmpty()) {
                wish.put("name", name);
            }
            var made = sites.create(wish);
            var slug = made.path("slug").asString("");
            var job = new JobWatch(sites, chantier.terminal(), chantier.json())
                    .untilEnd(made.path("job").asString(""));
            if (!JobWatch.hasSucceeded(job)) {
                new Report(chantier.terminal(), chantier.json()).failure(job);
                return 1;
            }
            show(session, oldSite, sites.find(slug));
            return 0;
        }
    }

    private void show(Session session, String oldSite, JsonNode site) throws IOException, InterruptedException {
        var addresses = new LinkedHashMap<String, String>();
        addresses.put("dashboard", session.signInLink().orElse(session.running().url()));
        addresses.put("oldSite", oldSite);
        addresses.put("newSite", site.path("url").asString(""));
        if (chantier.json()) {
            Report.json(chantier.terminal(), addresses);
            return;
        }
        chantier.terminal().say("demo.done", addresses);
    }
}
