package io.chantier.cli.backup;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipParameters;

/** A tar.gz being written; remembers each entry with its digest. */
final class Archive implements AutoCloseable {

    private static final int FAST = 3;

    private final TarArchiveOutputStream tar;
    private final List<Manifest.Entry> entries = new ArrayList<>();

    Archive(Path file) throws IOException {
        var parameters = new GzipParameters();
        parameters.setCompressionLevel(FAST);
        OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16);
        tar = new TarArchiveOutputStream(new GzipCompressorOutputStream(out, parameters), "UTF-8");
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
        tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
    }

    List<Manifest.Entry> entries() {
        return entries;
    }

    /** Adds a file as it is now: one that grows meanwhile is cut at the length that it had. */
    void add(String name, Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            add(name, Files.size(file), in);
        }
    }

    void add(String name, byte[] bytes) throws IOException {
        add(name, bytes.length, new java.io.ByteArrayInputStream(bytes));
    }

    @Override
    public void close() throws IOException {
        tar.close();
    }

    private void add(String name, long size, InputStream content) throws IOException {
        var entry = new TarArchiveEntry(name);
        entry.setSize(size);
        entry.setMode(0600);
        entry.setModTime(0);
        tar.putArchiveEntry(entry);
        var digest = sha256();
        copy(new DigestInputStream(content, digest), size, name);
        tar.closeArchiveEntry();
        entries.add(new Manifest.Entry(name, size, HexFormat.of().formatHex(digest.digest())));
    }

    private void copy(InputStream in, long size, String name) throws IOException {
        var buffer = new byte[1 << 16];
        long left = size;
        while (left > 0) {
            int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (read < 0) {
                throw new IOException(name + " became shorter while it was saved");
            }
            tar.write(buffer, 0, read);
            left -= read;
        }
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
