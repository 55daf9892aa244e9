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
            var digest = back.path("release").asString("");
            if (!chantier.json()) {
                chantier.terminal()
                        .say(
                                "rollback.done",
                                Map.of(
                                        "release", digest.substring(0, Math.min(BRIEF, digest.length())),
                                        "url", back.path("address").asString("")));
            }
            int status = new Follow(chantier, new Sites(api)).toEnd(back);
            if (status == 0 && chantier.json()) Report.json(chantier.terminal(), back);
            return status;
        }
    }
}
