package io.chantier.reading;

import io.chantier.outbound.Fetcher;
import io.chantier.values.Digest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An old site with every fact that a person finds in it. A line is a kind and a value; {@code KIND?} is a fact that must
 * not be the chosen one, {@code FILLER} a text that must be left out, {@code HEADLINE} what is to stand largest on the new site, {@code NOTHING} the code of an honest "nothing
 * found". What stands beside filler is the template's own and not counted.
 *
 * @param unfound those of the wanted lines that are known not to be found, marked with a leading {@code -}
 */
public record CountedSite(String name, Path folder, Set<String> wanted, Set<String> unfound) {

    private static final Path SMALL = Path.of("src/test/resources/oldsites");
    private static final Path DEMO = Path.of("src/main/resources/demo");
    private static final Path THEMES = Path.of("src/test/resources/themes");
    private static final Path PACKAGES = Path.of("src/test/npm/node_modules");

    /** Small business sites of ours, as they are out there. */
    public static List<CountedSite> small() {
        return below(SMALL)
                .map(folder -> {
                    var site = folder.resolve("site");
                    return counted(folder, folder.resolve("expected.txt"), Files.isDirectory(site) ? site : DEMO);
                })
                .toList();
    }

    /** Complete websites that others published as npm packages. */
    public static List<CountedSite> themes() {
        return below(THEMES)
                .map(file -> {
                    var name = file.getFileName().toString().replaceFirst("\\.txt$", "");
                    return counted(Path.of(name), file, PACKAGES.resolve(name).resolve("dist"));
                })
                .toList();
    }

    /** What the lines of a kind say: {@code all("FILLER")}. */
    public List<String> all(String kind) {
        return wanted.stream()
                .filter(line -> line.startsWith(kind + " "))
                .map(line -> line.substring(kind.length() + 1))
                .toList();
    }

    public Reading read() {
        return read((bytes, _, _) -> Digest.of(bytes).brief());
    }

    public Reading read(PictureSink pictures) {
        try (var old = new OldSite().folder(folder.toAbsolutePath());
                var host = new OldSite().folder(folder.resolve("elsewhere").toAbsolutePath());
                var fetcher = new Fetcher(List.of("127.0.0.1/32:" + old.port(), "127.0.0.1/32:" + host.port()))) {
            framed(old, host);
            return new Reader(fetcher, ReadingLimits.DEFAULT).read(old.address(), pictures, Watcher.SILENT);
        }
    }

    /** The first page of a site that lies on another host names that host, whose port nobody knows before. */
    private void framed(OldSite old, OldSite host) {
        var home = folder.resolve("index.html");
        if (!Files.isDirectory(folder.resolve("elsewhere"))) return;
        try {
            old.page("/", Files.readString(home).replace("http://elsewhere/", host.address()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static CountedSite counted(Path named, Path expected, Path folder) {
        try {
            var lines = Files.readAllLines(expected).stream()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
            var unfound = lines.stream()
                    .filter(line -> line.startsWith("-"))
                    .map(line -> line.substring(1))
                    .collect(Collectors.toSet());
            var wanted = lines.stream()
                    .map(line -> line.startsWith("-") ? line.substring(1) : line)
                    .collect(Collectors.toCollection(LinkedHashSet::new));
            return new CountedSite(named.getFileName().toString(), folder, wanted, unfound);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Path> below(Path folder) {
        try (var inside = Files.list(folder)) {
            return inside.sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
