package io.chantier.agent.backups;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/**
 * The parts in which a file travels, and the checksum of each.
 *
 * @param parts the MD5 of each
 * @param partSize bytes of each part but the last
 */
record Sums(List<byte[]> parts, long partSize, long size) {

    private static final long MOST_PARTS = 10_000;
    private static final int BUFFER = 1 << 16;

    static Sums of(Path file, long smallestPart) throws IOException {
        long size = Files.size(file);
        long partSize = Math.max(smallestPart, Math.ceilDiv(size, MOST_PARTS));
        var parts = new ArrayList<byte[]>();
        var buffer = new byte[BUFFER];
        try (var in = Files.newInputStream(file)) {
            long left = size;
            do {
                var digest = Digests.md5();
                for (long ofPart = Math.min(left, partSize); ofPart > 0; ) {
                    int read = in.read(buffer, 0, (int) Math.min(ofPart, buffer.length));
                    if (read < 0) {
                        throw new EOFException(file + " became shorter while it was read");
                    }
                    digest.update(buffer, 0, read);
                    ofPart -= read;
                    left -= read;
                }
                parts.add(digest.digest());
            } while (left > 0);
        }
        return new Sums(parts, partSize, size);
    }

    boolean isOnePart() {
        return parts.size() == 1;
    }

    long offset(int part) {
        return part * partSize;
    }

    long length(int part) {
        return Math.min(partSize, size - offset(part));
    }

    String base64(int part) {
        return Base64.getEncoder().encodeToString(parts.get(part));
    }

    /** What S3 answers as the tag of an object that came whole. */
    String tag() {
        if (isOnePart()) {
            return HexFormat.of().formatHex(parts.getFirst());
        }
        var digest = Digests.md5();
        parts.forEach(digest::update);
        return Digests.hex(digest) + "-" + parts.size();
    }
}
