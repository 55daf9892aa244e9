package io.chantier.reading;

import io.chantier.outbound.Fetcher;
import java.nio.file.Path;
import java.util.List;

/** Prints what is read from a folder or an address; for people who work on the finders. */
public final class Show {

    private Show() {}

    public static void main(String[] args) {
        for (var arg : args) {
            try (var old = new OldSite().folder(Path.of(arg).toAbsolutePath());
                    var fetcher = new Fetcher(List.of("127.0.0.1/32:" + old.port()))) {
                print(
                        arg,
                        new Reader(fetcher, ReadingLimits.DEFAULT)
                                .read(
                                        old.address(),
                                        (b, _, _) ->
                                                io.chantier.values.Digest.of(b).brief(),
                                        Watcher.SILENT));
            }
        }
    }

    @SuppressWarnings("SystemOut")
    private static void print(String name, Reading reading) {
        System.out.println("=== " + name);
        if (!(reading instanceof Reading.Found found)) {
            System.out.println(reading);
            return;
        }
        var source = found.source();
        System.out.println(source.language() + " pages " + source.pages().size() + " " + source.oldPaths());
        for (var fact : source.facts())
            System.out.println(fact.standing().name().charAt(0) + " " + fact.kind() + " [" + fact.value() + "] "
                    + fact.display() + " " + fact.parts() + " x" + fact.places().size());
        System.out.println(source.look());
        source.filler().forEach(filler -> System.out.println("FILLER " + filler.text()));
        for (var page : source.pages()) {
            System.out.println("--- " + page.path() + " | " + page.menuLabel() + " | " + page.title());
            if (Boolean.getBoolean("blocks")) page.blocks().forEach(b -> System.out.println("   " + b));
        }
    }
}
