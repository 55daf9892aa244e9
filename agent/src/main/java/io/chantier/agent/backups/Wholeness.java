package io.chantier.agent.backups;

import io.chantier.protocol.Wire;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import tools.jackson.core.JacksonException;

/** Reads the files of a backup through to their ends, because nothing else tells whether they are all there. */
public final class Wholeness {

    private static final String LAST_LINE = "-- Dump completed";
    private static final int TAIL = 4096;
    private static final int LARGEST_CONFIG = 4 * 1024 * 1024;
    private static final int GZIP = 0x1f8b;

    private Wholeness() {}

    /** What is wrong with a file, in words that follow its name; empty where nothing is. */
    public static Optional<String> flaw(Part part, Path file) throws IOException {
        if (Files.size(file) == 0) {
            return Optional.of("is empty");
        }
        if (file.getFileName().toString().contains("-enc.")) {
            return Optional.empty(); // what the site encrypted nobody but its owner can read
        }
        return switch (part) {
            case DATABASE -> ofDump(file);
            case SITE_CONFIG -> ofConfig(file);
            case PRIVATE, PUBLIC -> Archive.flaw(file);
        };
    }

    /** Whether a file is packed as gzip does it. */
    public static boolean isPacked(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            var magic = in.readNBytes(2);
            return magic.length == 2 && ((magic[0] & 0xff) << 8 | (magic[1] & 0xff)) == GZIP;
        }
    }

    /** Bytes of a file, unpacked where it is packed. */
    static InputStream open(Path file) throws IOException {
        var in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
        try {
            return isPacked(file) ? new GZIPInputStream(in, 1 << 16) : in;
        } catch (IOException e) {
            in.close();
            throw e;
        }
    }

    private static Optional<String> ofDump(Path file) throws IOException {
        try (var in = open(file)) {
            return tail(in).contains(LAST_LINE)
                    ? Optional.empty()
                    : Optional.of("has no line \"" + LAST_LINE + "\" at its end: the dump was cut short");
        } catch (EOFException | ZipException e) {
            return Optional.of("cannot be unpacked to its end: " + e.getMessage());
        }
    }

    private static String tail(InputStream in) throws IOException {
        var kept = new byte[0];
        var buffer = new byte[1 << 16];
        for (int read = in.readNBytes(buffer, 0, buffer.length);
                read > 0;
                read = in.readNBytes(buffer, 0, buffer.length)) {
            var both = Arrays.copyOf(kept, kept.length + read);
            System.arraycopy(buffer, 0, both, kept.length, read);
            kept = Arrays.copyOfRange(both, Math.max(0, both.length - TAIL), both.length);
        }
        return new String(kept, StandardCharsets.ISO_8859_1);
    }

    private static Optional<String> ofConfig(Path file) throws IOException {
        if (Files.size(file) > LARGEST_CONFIG) {
            return Optional.of("is larger than any configuration");
        }
        try {
            return Wire.tree(Files.readString(file)).isObject()
                    ? Optional.empty()
                    : Optional.of("is not a JSON object");
        } catch (JacksonException _) {
            return Optional.of("is not a JSON object");
        }
    }
}
