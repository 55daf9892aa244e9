package io.chantier.agent.benches;

import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The backups of sites that were archived: in their folders, as long as those wait in the archive of their bench. */
public final class ArchivedBackups {

    private static final Logger LOG = LoggerFactory.getLogger(ArchivedBackups.class);
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,250}");

    /** What the program {@code bench} puts behind the name of a site where its archive has another of that name. */
    private static final Pattern NUMBER = Pattern.compile("([1-9][0-9]*)?");

    /** The real program makes the folder below the one of the sites, where it works. */
    private static final List<List<String>> ARCHIVES = List.of(List.of("archived"), List.of("sites", "archived"));

    private static final List<String> BACKUPS = List.of("private", "backups");

    private final Benches benches;

    public ArchivedBackups(Benches benches) {
        this.benches = benches;
    }

    /** A file, to be closed by whoever gets it. */
    public record Content(long bytes, InputStream stream) {}

    /**
     * Empty where no archived site of this name has a file of this name; links lead nowhere. Where several have one, nobody
     * knows whose is meant, and it may be another owner's: empty then, too.
     */
    public Optional<Content> open(BenchName bench, SiteName site, String file) {
        if (!NAME.matcher(file).matches()) {
            return Optional.empty();
        }
        var sites = ARCHIVES.stream()
                .flatMap(archive -> with(bench, archive, site, file))
                .toList();
        if (sites.size() > 1) {
            LOG.warn("Nobody gets {}, which {} have", file, sites);
        }
        return sites.size() == 1
                ? in(bench, join(sites.getFirst(), BACKUPS), backups -> content(backups, file))
                : Optional.empty();
    }

    /** The sites that were archived under this name and have the file. */
    private Stream<List<String>> with(BenchName bench, List<String> archive, SiteName site, String file) {
        var names = in(
                bench,
                archive,
                folder -> Optional.of(folder.names().stream()
                        .filter(name -> isOf(site, name) && has(folder, name, file))
                        .toList()));
        return names.stream().flatMap(List::stream).map(name -> join(archive, List.of(name)));
    }

    private static boolean isOf(SiteName site, String name) {
        return name.startsWith(site.value())
                && NUMBER.matcher(name.substring(site.value().length())).matches();
    }

    /** A folder that cannot be read keeps no other from being looked at. */
    private static boolean has(Folder archive, String name, String file) {
        try {
            return in(archive, List.of(name), site -> site.file("site_config.json"))
                            .isPresent()
                    && in(archive, join(List.of(name), BACKUPS), backups -> backups.file(file))
                            .isPresent();
        } catch (UncheckedIOException e) {
            LOG.warn("The archived site {} is passed over: {}", name, e.getMessage());
            return false;
        }
    }

    private <T> Optional<T> in(BenchName bench, List<String> path, Function<Folder, Optional<T>> work) {
        try (var folder = Folder.open(benches.folder(bench)).orElse(null)) {
            return folder == null ? Optional.empty() : in(folder, path, work);
        }
    }

    private static <T> Optional<T> in(Folder folder, List<String> path, Function<Folder, Optional<T>> work) {
        if (path.isEmpty()) {
            return work.apply(folder);
        }
        try (var next = folder.child(path.getFirst()).orElse(null)) {
            return next == null ? Optional.empty() : in(next, path.subList(1, path.size()), work);
        }
    }

    private static Optional<Content> content(Folder folder, String file) {
        return folder.file(file)
                .flatMap(known ->
                        folder.open(file).map(channel -> new Content(known.size(), Channels.newInputStream(channel))));
    }

    private static List<String> join(List<String> path, List<String> rest) {
        return Stream.concat(path.stream(), rest.stream()).toList();
    }
}
