package io.chantier.postgres;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.Locale;
import java.util.Properties;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/** PostgreSQL's programs, unpacked once per version from the archive on the class path. */
record Binaries(Path home) {

    static final String VERSION = version();

    /** Unpacks into a folder beside and renames it, so that a half unpacked one is never used. */
    static Binaries in(Path place) throws IOException {
        var home = place.resolve(VERSION);
        if (Files.isExecutable(home.resolve("bin/postgres"))) {
            return new Binaries(home);
        }
        var partial = Files.createTempDirectory(place, ".unpacking-");
        try {
            unpack(partial);
            Files.setPosixFilePermissions(partial, PosixFilePermissions.fromString("rwxr-xr-x"));
            Files.move(partial, home, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileAlreadyExistsException | DirectoryNotEmptyException alreadyUnpacked) {
            delete(partial);
        }
        return new Binaries(home);
    }

    static String major() {
        return VERSION.substring(0, VERSION.indexOf('.'));
    }

    String tool(String name) {
        return home.resolve("bin").resolve(name).toString();
    }

    private static void unpack(Path target) throws IOException {
        try (var archive = open();
                var tar = new TarArchiveInputStream(new XZCompressorInputStream(new BufferedInputStream(archive)))) {
            for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                unpack(tar, entry, target);
            }
        }
    }

    private static void unpack(TarArchiveInputStream tar, TarArchiveEntry entry, Path target) throws IOException {
        var file = inside(target, target.resolve(entry.getName()).normalize());
        if (entry.isDirectory()) {
            Files.createDirectories(file);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
            return;
        }
        Files.createDirectories(parent(file));
        if (entry.isSymbolicLink()) {
            inside(target, parent(file).resolve(entry.getLinkName()).normalize());
            Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(tar, file);
        var mode = (entry.getMode() & 0111) == 0 ? "rw-r--r--" : "rwxr-xr-x";
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    }

    private static Path inside(Path target, Path file) throws IOException {
        if (!file.startsWith(target)) {
            throw new IOException("An entry of the PostgreSQL archive points outside: " + file);
        }
        return file;
    }

    private static Path parent(Path file) throws IOException {
        var parent = file.getParent();
        if (parent == null) {
            throw new IOException("A file without folder: " + file);
        }
        return parent;
    }

    private static InputStream open() {
        var architecture = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        var name = "/postgres-linux-" + (architecture.equals("aarch64") ? "arm_64" : "x86_64") + ".txz";
        var archive = Binaries.class.getResourceAsStream(name);
        if (archive == null || !System.getProperty("os.name").equals("Linux")) {
            throw new EmbeddedPostgresException(
                    "There is no embedded PostgreSQL for " + System.getProperty("os.name") + " " + architecture + ".",
                    "Set DATABASE_URL to a PostgreSQL 15 or newer.");
        }
        return archive;
    }

    private static String version() {
        try (var in = Binaries.class.getResourceAsStream("binaries.properties")) {
            var properties = new Properties();
            properties.load(in);
            return properties.getProperty("version");
        } catch (IOException e) {
            throw new IllegalStateException("binaries.properties is unreadable", e);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (var all = Files.walk(folder)) {
            for (var path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
