package io.chantier.agent.backups;

import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.zip.ZipException;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/**
 * An archive of the files of a site, as the program {@code bench} makes it: {@code ./SITE/public/files/…}. Whatever would
 * lead out of the site (a link, a path with {@code ..}) makes the whole archive refused.
 */
public final class Archive {

    private static final Set<Byte> PLAIN =
            Set.of(TarConstants.LF_OLDNORM, TarConstants.LF_NORMAL, TarConstants.LF_DIR, TarConstants.LF_CONTIG);
    private static final int MOST_ENTRIES = 5_000_000;
    private static final int LONGEST_SHOWN = 200;
    private static final int END_MARK = 1024;

    private Archive() {}

    /** Why an archive cannot be read to its end, in words that follow its name; empty where it can. */
    static Optional<String> flaw(Path archive) throws IOException {
        return lookThrough(archive, _ -> Optional.empty());
    }

    /**
     * Why an archive that comes from elsewhere must not be unpacked, in words that follow its name.
     *
     * @param part which folder of a site it may hold
     */
    public static Optional<String> danger(Part part, Path archive) throws IOException {
        return lookThrough(archive, entry -> danger(part, entry));
    }

    private static Optional<String> lookThrough(Path archive, Function<TarArchiveEntry, Optional<String>> question)
            throws IOException {
        if (!Wholeness.isPacked(archive) && !endsAsOne(archive)) {
            return Optional.of("is no archive, or ends too early");
        }
        try (var tar = open(archive)) {
            int entries = 0;
            for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                var found = question.apply(entry);
                if (found.isPresent()) {
                    return found;
                }
                entries++;
                if (entries > MOST_ENTRIES) {
                    return Optional.of("holds more files than any site has");
                }
            }
            return Optional.empty();
        } catch (EOFException | ZipException e) {
            return Optional.of("ends too early: " + e.getMessage());
        } catch (IOException | IllegalArgumentException e) {
            return Optional.of("is no archive that can be read: " + e.getMessage());
        }
    }

    /** One that is not packed says only by zeros at its end that it is all there. */
    private static boolean endsAsOne(Path archive) throws IOException {
        try (var file = new RandomAccessFile(archive.toFile(), "r")) {
            if (file.length() < END_MARK) {
                return false;
            }
            var end = new byte[END_MARK];
            file.seek(file.length() - END_MARK);
            file.readFully(end);
            return Arrays.equals(end, new byte[END_MARK]);
        }
    }

    private static Optional<String> danger(Part part, TarArchiveEntry entry) {
        if (!PLAIN.contains(entry.getLinkFlag())) {
            return Optional.of("holds what is no file (a link, a device): " + shown(entry));
        }
        if (entry.isSparse()) {
            return Optional.of("holds a file with holes, whose size on the disk it does not say: " + shown(entry));
        }
        if (words(entry).contains("..") || entry.getName().startsWith("/")) {
            return Optional.of("holds a path that leads out of it: " + shown(entry));
        }
        var inSite = inSite(entry);
        boolean above =
                entry.isDirectory() && (inSite.toString().isEmpty() || top(part).startsWith(inSite));
        return above || inSite.startsWith(top(part))
                ? Optional.empty()
                : Optional.of("holds what belongs to no " + top(part) + " of a site: " + shown(entry));
    }

    private static String shown(TarArchiveEntry entry) {
        var name = entry.getName();
        return name.length() > LONGEST_SHOWN ? name.substring(0, LONGEST_SHOWN) + "…" : name;
    }

    private static List<String> words(TarArchiveEntry entry) {
        return Arrays.stream(entry.getName().split("/"))
                .filter(word -> !word.isEmpty() && !word.equals("."))
                .toList();
    }

    /** Without the name of the site, which may be that of another one. */
    private static Path inSite(TarArchiveEntry entry) {
        var words = words(entry);
        return Path.of(words.size() < 2 ? "" : String.join("/", words.subList(1, words.size())));
    }

    private static Path top(Part part) {
        return Path.of(part == Part.PRIVATE ? "private" : "public", "files");
    }

    private static TarArchiveInputStream open(Path archive) throws IOException {
        return new TarArchiveInputStream(Wholeness.open(archive), "UTF-8");
    }

    /**
     * Puts the files of an archive into a site, over those that are there.
     *
     * @param part which folder of the site the archive may write to
     * @param staging a folder on the same disk where everything is unpacked before the first file is moved; the caller's to
     *     delete
     * @return why nothing was put there, in words that follow its name; empty where it was
     */
    public static Optional<String> unpack(Path archive, Part part, Path site, Path staging) throws IOException {
        var danger = danger(part, archive);
        if (danger.isPresent()) {
            return danger;
        }
        Files.createDirectories(staging);
        try (var tar = open(archive)) {
            for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                if (entry.isDirectory()) {
                    continue;
                }
                if (!Disk.hasRoom(staging, entry.getSize())) {
                    return Optional.of("needs more room than the disk has; make room and try again");
                }
                var file = staging.resolve(inSite(entry));
                Files.createDirectories(folderOf(file));
                Files.copy(tar, file, StandardCopyOption.REPLACE_EXISTING);
            }
        }
        return move(staging, site);
    }

    private static Optional<String> move(Path staging, Path site) throws IOException {
        var real = site.toRealPath();
        List<Path> files;
        try (var all = Files.walk(staging)) {
            files = all.filter(Files::isRegularFile).map(staging::relativize).toList();
        }
        for (var file : files) {
            var target = site.resolve(file);
            Files.createDirectories(folderOf(target));
            if (!folderOf(target).toRealPath().startsWith(real)
                    || Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)) {
                return Optional.of("has a file " + file + " where the site has a folder or a link");
            }
        }
        for (var file : files) {
            Files.move(
                    staging.resolve(file),
                    site.resolve(file),
                    StandardCopyOption.REPLACE_EXISTING,
                    StandardCopyOption.ATOMIC_MOVE);
        }
        return Optional.empty();
    }

    private static Path folderOf(Path file) {
        return Objects.requireNonNull(file.getParent());
    }
}
