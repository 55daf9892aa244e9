package io.chantier.cli.installation;

import io.chantier.postgres.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The AOT cache of the app: classes loaded and linked in a training run, so that a later start takes seconds. */
final class FastStart {

    private final Home home;

    FastStart(Home home) {
        this.home = home;
    }

    /** Starts the app once on a throw-away data folder up to the point where it would serve. */
    void train() throws IOException, InterruptedException {
        var data = Files.createTempDirectory("chantier-training-");
        var words = new ArrayList<>(List.of(Home.java(), "-XX:AOTCacheOutput=" + home.appCache()));
        words.addAll(AppProcess.FLAGS);
        words.addAll(List.of(
                "-Dspring.context.exit=onRefresh",
                "-jar",
                home.appJar().toString(),
                "--server.port=0",
                "--chantier.edge.port=0"));
        var environment = Map.of("CHANTIER_DATA", data.toString(), "ADMIN_PASSWORD", "training-of-the-cache-only");
        try {
            new Command(words, home.root(), environment, home.logOf("training")).run("AOT");
        } catch (CliException slowStartOnly) {
            // Without the cache the app starts as well, only slower; the log says why.
            Files.deleteIfExists(home.appCache());
        } finally {
            // The training run ends without closing anything, so that its database lives on.
            EmbeddedPostgres.stopOrphan(data);
            Preparation.delete(data);
        }
    }
}
