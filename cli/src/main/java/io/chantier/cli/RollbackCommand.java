package io.chantier.cli;

import io.chantier.cli.client.Publishing;
import io.chantier.cli.client.Sites;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import tools.jackson.databind.JsonNode;

/** {@code chantier rollback}: an earlier release is online again, without building anything. */
@Command(name = "rollback")
final class RollbackCommand implements Callable<Integer> {

    private static final int BRIEF = 12;

    @ParentCommand
    private ChantierCommand chantier;

    @Parameters(index = "0", paramLabel = "SITE")
    private String slug;

    @Parameters(index = "1", arity = "0..1", paramLabel = "RELEASE", descriptionKey = "option.release")
    private Optional<String> release = Optional.empty();

    @Override
    public Integer call() throws IOException, InterruptedException {
        try (var api = chantier.installation().api()) {
            var back = new Publishing(api).rollBack(slug, release);
            boolean isFollowed = !back.path("job").asString("").isEmpty();
            if (isFollowed) say("rollback.edge", back);
            int status = new Follow(chantier, new Sites(api)).toEnd(back);
            if (status != 0) return status;
            say("rollback.done", back);
            if (chantier.json()) Report.json(chantier.terminal(), back);
            return status;
        }
    }

    private void say(String key, JsonNode back) {
        if (chantier.json()) return;
        var digest = back.path("release").asString("");
        var brief = digest.substring(0, Math.min(BRIEF, digest.length()));
        chantier.terminal()
                .say(key, Map.of("release", brief, "url", back.path("address").asString("")));
    }
}
