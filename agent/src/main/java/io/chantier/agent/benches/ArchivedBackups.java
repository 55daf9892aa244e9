package io.chantier.agent.benches;

import java.io.InputStream;
import java.nio.channels.Channels;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The backups of sites that were archived: in their folders, as long as those wait in the archive of their bench. */
public final class ArchivedBackups {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,250}");

    /** The real program makes the folder below the one of the sites, where it works. */
    private static final List<List<String>> ARCHIVES = List.of(List.of("archived"), List.of("sites", "archived"));

    private final Benches benches;

    public ArchivedBackups(Benches benches) {
        this.benches = benches;
    }

    /** A file, to be closed by whoever gets it. */
    public record Content(long bytes, InputStream stream) {}

    /** Empty where no archived site of this name has a file of this name; links lead nowhere. */
    public Optional<Content> open(BenchName bench, SiteName site, String file) {
        if (!NAME.matcher(file).matches()) {
            return Optional.empty();
        }
        return ARCHIVES.stream()
                .map(archive -> Stream.concat(archive.stream(), Stream.of(site.value(), "private", "backups")))
                .flatMap(path -> open(bench, path.toList(), file).stream())
                .findFirst();
    }

    private Optional<Content> open(BenchName bench, List<String> path, String file) {
        try (var folder = Folder.open(benches.folder(bench)).orElse(null)) {
            return folder == null ? Optional.empty() : open(folder, path, file);
        }
    }

    private static Optional<Content> open(Folder folder, List<String> path, String file) {
        if (path.isEmpty()) {
            return content(folder, file);
        }
        try (var next = folder.child(path.getFirst()).orElse(null)) {
            return next == null ? Optional.empty() : open(next, path.subList(1, path.size()), file);
        }
    }

    private static Optional<Content> content(Folder folder, String file) {
        return folder.file(file)
                .flatMap(known ->
                        folder.open(file).map(channel -> new Content(known.size(), Channels.newInputStream(channel))));
    }
}
