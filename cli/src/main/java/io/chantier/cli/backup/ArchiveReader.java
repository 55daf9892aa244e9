package io.chantier.cli.backup;

import io.chantier.cli.installation.CliException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import tools.jackson.core.JacksonException;

/**
 * Reads a backup that nobody vouches for: only plain files with plain names, none twice, not more than fits, and every
 * one as the manifest says. Nothing is written before all of that holds.
 */
record ArchiveReader(Path file, long room) {

    private static final int MOST_ENTRIES = 5_000_000;
    private static final long LARGEST_MANIFEST = 1L << 30;
    private static final Pattern NAME =
            Pattern.compile("manifest\\.json|database/[A-Za-z0-9_.-]+|data/[^\\\\\\p{Cntrl}]+");

    /** Reads everything once and compares it with the manifest. */
    void verify() throws IOException {
        var found = new HashMap<String, Manifest.Entry>();
        var manifest = new byte[0];
        long total = 0;
        try (var tar = open()) {
            for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                total += entry.getSize();
                check(entry, found.size(), total);
                if (entry.getName().equals(Manifest.NAME)) {
                    manifest = manifest(tar, entry);
                } else if (found.put(entry.getName(), digest(tar, entry.getName())) != null) {
                    throw refused("twice", entry.getName());
                }
            }
        } catch (IOException e) {
            throw new CliException(
                    "restore.unreadable", Map.of("file", file.toString(), "reason", "" + e.getMessage()));
        }
        compare(parsed(manifest), found);
    }

    /** Writes every entry under a folder; call {@link #verify()} first. */
    void extract(Path target) throws IOException {
        try (var tar = open()) {
            for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                var out = target.resolve(entry.getName()).normalize();
                if (!out.startsWith(target)) {
                    throw refused("name", entry.getName());
                }
                Files.createDirectories(out.getParent());
                Files.copy(tar, out);
                Files.setPosixFilePermissions(
                        out, java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
            }
        }
    }

    private void check(TarArchiveEntry entry, int count, long total) {
        var name = entry.getName();
        boolean plain = entry.isFile()
                && !entry.isSymbolicLink()
                && !entry.isLink()
                && !entry.isSparse()
                && !entry.isCharacterDevice()
                && !entry.isBlockDevice()
                && !entry.isFIFO();
        if (!plain) {
            throw refused("kind", name);
        }
        boolean goodName = NAME.matcher(name).matches() && !("/" + name + "/").matches(".*/(\\.\\.?)?/.*");
        if (!goodName || (name.startsWith("data/") && !DataFiles.belongs(Path.of(name.substring(5))))) {
            throw refused("name", name);
        }
        if (count >= MOST_ENTRIES || total > room) {
            throw new CliException("restore.room", Map.of("room", Long.toString(room >> 20)));
        }
    }

    private static byte[] manifest(InputStream tar, TarArchiveEntry entry) throws IOException {
        if (entry.getSize() > LARGEST_MANIFEST) {
            throw refused("size", entry.getName());
        }
        return tar.readAllBytes();
    }

    private static Manifest.Entry digest(InputStream tar, String name) throws IOException {
        var digest = Archive.sha256();
        long size = new DigestInputStream(tar, digest).transferTo(OutputStream.nullOutputStream());
        return new Manifest.Entry(name, size, HexFormat.of().formatHex(digest.digest()));
    }

    private Manifest parsed(byte[] json) {
        try {
            var manifest = Backup.JSON.readValue(json, Manifest.class);
            if (manifest != null && manifest.format() == Manifest.FORMAT) {
                return manifest;
            }
        } catch (JacksonException notOurs) {
            // Worded below: for a person it is the same as a missing manifest.
        }
        throw new CliException("restore.manifest", Map.of("file", file.toString()));
    }

    private static void compare(Manifest manifest, Map<String, Manifest.Entry> found) {
        for (var expected : manifest.entries()) {
            if (!expected.equals(found.remove(expected.name()))) {
                throw refused("differs", expected.name());
            }
        }
        if (!found.isEmpty()) {
            throw refused("extra", found.keySet().iterator().next());
        }
    }

    private TarArchiveInputStream open() throws IOException {
        var in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
        return new TarArchiveInputStream(
                GzipCompressorInputStream.builder().setInputStream(in).get(), "UTF-8");
    }

    private static CliException refused(String why, String name) {
        return new CliException("restore.refused." + why, Map.of("name", name));
    }
}
