package io.chantier.cli;

import io.chantier.cli.client.Publishing;
import io.chantier.cli.client.Sites;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code chantier move}: a site to another server; it is seen there before it leaves the old place. */
@Command(name = "move")
final class MoveCommand implements Callable<Integer> {

    @ParentCommand
    private ChantierCommand chantier;

    @Parameters(index = "0", paramLabel = "SITE")
    private String slug;

    @Parameters(index = "1", paramLabel = "SERVER|edge", descriptionKey = "option.to")
    private String to;

    @Override
    public Integer call() throws IOException, InterruptedException {
        try (var api = chantier.installation().api()) {
            var moving = new Publishing(api).move(slug, to);
            int status = new Follow(chantier, new Sites(api)).toEnd(moving);
            if (status != 0) return status;
            if (chantier.json()) {
                Report.json(chantier.terminal(), moving);
            } else {
                var key = moving.path("job").asString("").isEmpty() ? "move.here" : "move.done";
                chantier.terminal().say(key, Map.of("slug", slug, "server", to));
            }
            return 0;
        }
    }
}
