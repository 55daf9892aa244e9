package io.chantier.agent.backups;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import java.util.regex.Pattern;

/** The folder into which the program {@code bench} writes the backups of a site. Links in it are passed over. */
public final class BackupFolder {

    // One that is encrypted has "-enc" in its name.
    private static final Pattern NAME = Pattern.compile(
            "(\\d{8}_\\d{6}-[A-Za-z0-9_-]+?)-(database|private-files|files|site_config_backup)(?:-enc)?\\.(?:sql\\.gz|tar|tgz|json)");

    private final Path folder;

    /** @param site the folder of the site */
    public BackupFolder(Path site) {
        this.folder = site.resolve("private").resolve("backups");
    }

    /** How the folder looked at a moment. */
    public record Seen(Map<String, Stamp> files) {

        public Seen {
            files = Map.copyOf(files);
        }
    }

    /** What tells a file from one that was written over it. */
    public record Stamp(long size, FileTime written) {}

    public Seen look() throws IOException {
        var files = new HashMap<String, Stamp>();
        if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            try (var found = Files.newDirectoryStream(folder)) {
                for (var file : found) {
                    stamp(file).ifPresent(stamp -> files.put(file.getFileName().toString(), stamp));
                }
            }
        }
        return new Seen(files);
    }

    private static Optional<Stamp> stamp(Path file) throws IOException {
        var attributes = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        return attributes.isRegularFile()
                ? Optional.of(new Stamp(attributes.size(), attributes.lastModifiedTime()))
                : Optional.empty();
    }

    /** The backups that were written since then, the newest first, whole or not. */
    public List<Backup> since(Seen before) throws IOException {
        return backups((name, stamp) -> !stamp.equals(before.files().get(name)));
    }

    /** The same by the time of their files. */
    public List<Backup> since(Instant time) throws IOException {
        return backups((_, stamp) -> !stamp.written().toInstant().isBefore(time));
    }

    private List<Backup> backups(BiPredicate<String, Stamp> wanted) throws IOException {
        var backups = new TreeMap<String, Map<Part, Path>>();
        look().files().forEach((name, stamp) -> {
            var parts = NAME.matcher(name);
            if (parts.matches() && wanted.test(name, stamp)) {
                Part.named(parts.group(2))
                        .ifPresent(part -> backups.computeIfAbsent(parts.group(1), _ -> new HashMap<>())
                                .put(part, folder.resolve(name)));
            }
        });
        return backups.descendingMap().entrySet().stream()
                .map(found -> new Backup(found.getKey(), found.getValue()))
                .toList();
    }
}
