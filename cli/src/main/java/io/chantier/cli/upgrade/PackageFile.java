package io.chantier.cli.upgrade;

import io.chantier.cli.installation.CliException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Properties;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/** A file that {@code bin/package} wrote: one folder with everything in it, regular files and folders only. */
record PackageFile(Path file) {

    /** More than any package has; the end of an archive that would fill the disk. */
    private static final long MOST_BYTES = 4L << 30;

    private static final String ABOUT = "package.properties";

    /** What a package says of itself. */
    record About(String version, String architecture) {}

    /** What the installation in a folder says of itself; refused where it was not unpacked from a package. */
    static About about(Path home) throws IOException {
        var properties = new Properties();
        if (!Files.isRegularFile(home.resolve(ABOUT))) {
            throw new CliException("upgrade.notPackaged", Map.of("home", home.toString()));
        }
        try (var in = Files.newBufferedReader(home.resolve(ABOUT))) {
            properties.load(in);
        }
        return new About(properties.getProperty("version", ""), properties.getProperty("architecture", ""));
    }

    /** Unpacks it into an empty folder, without the folder that all of it lies in. */
    About unpack(Path target) throws IOException {
        if (!Files.isReadable(file)) {
            throw new CliException("upgrade.absent", Map.of("file", file.toString()));
        }
        Files.createDirectories(target);
        try (var bytes = new BufferedInputStream(Files.newInputStream(file));
                var tar = new TarArchiveInputStream(new GzipCompressorInputStream(bytes))) {
            long left = MOST_BYTES;
            for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                left -= entry.getSize();
                if (left < 0) {
                    throw new IOException("It is larger than any package");
                }
                unpack(tar, entry, target);
            }
        } catch (IOException e) {
            var arguments = Map.of("file", file.toString(), "reason", String.valueOf(e.getMessage()));
            throw new CliException("upgrade.damaged", arguments);
        }
        return about(target);
    }

    private static void unpack(TarArchiveInputStream tar, TarArchiveEntry entry, Path target) throws IOException {
        var name = entry.getName();
        var inside = name.substring(name.indexOf('/') + 1);
        var place = target.resolve(inside).normalize();
        boolean plain = entry.isDirectory() || (entry.isFile() && !entry.isLink() && !entry.isSymbolicLink());
        if (!place.startsWith(target) || !plain) {
            throw new IOException("It holds something else than files: " + name);
        }
        if (entry.isDirectory()) {
            Files.createDirectories(place);
            return;
        }
        Files.createDirectories(place.getParent());
        Files.copy(tar, place);
        boolean runs = (entry.getMode() & 0111) != 0;
        Files.setPosixFilePermissions(place, PosixFilePermissions.fromString(runs ? "rwxr-xr-x" : "rw-r--r--"));
    }
}
