package io.chantier.agent.backups;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** Fetches a file over HTTP or HTTPS, whole or not at all. */
public final class Download {

    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration SILENCE = Duration.ofSeconds(60);
    private static final long LARGEST = 1L << 40;
    private static final int MOST_REDIRECTS = 5;
    private static final int BUFFER = 1 << 16;
    private static final Set<Integer> MOVED = Set.of(301, 302, 303, 307, 308);
    private static final int OK = 200;

    /** Others write to the disk too, and some senders do not say how much comes. */
    private static final long LOOK_EVERY = 64L << 20;

    private static final int TOO_MANY = 429;
    private static final int SERVER_TROUBLE = 500;
    private static final int NOT_IMPLEMENTED = 501;

    private final long largest;
    private final Duration silence;
    private final Room room;

    public Download() {
        this(LARGEST, SILENCE, Disk::hasRoom);
    }

    /** Whether a disk has room for so many bytes more. */
    @FunctionalInterface
    interface Room {
        boolean has(Path folder, long bytes) throws IOException;
    }

    /**
     * @param largest more bytes than these are refused
     * @param silence after so long without a byte the other side counts as gone
     */
    Download(long largest, Duration silence, Room room) {
        this.room = room;
        this.largest = largest;
        this.silence = silence;
    }

    /** @param into does not exist, and does not exist afterwards either unless the file is whole */
    public Fetched fetch(Address from, Path into, BooleanSupplier unwanted) throws IOException {
        Files.deleteIfExists(into);
        var fetched = follow(from, into, unwanted);
        if (!(fetched instanceof Fetched.Whole)) {
            Files.deleteIfExists(into);
        }
        return fetched;
    }

    private Fetched follow(Address from, Path into, BooleanSupplier unwanted) throws IOException {
        var at = from;
        for (int i = 0; i <= MOST_REDIRECTS; i++) {
            if (at.isForbidden()) {
                return new Fetched.Refused(at + " is an address from which no backup is fetched");
            }
            var connection = open(at.uri());
            try {
                int status = connection.getResponseCode();
                if (!MOVED.contains(status)) {
                    return answered(at, status, connection, into, unwanted);
                }
                var next = next(at, connection);
                if (next.isEmpty()) {
                    return new Fetched.Refused(at + " leads on to an address that is not followed");
                }
                at = next.get();
            } catch (DiskTrouble e) {
                return new Fetched.Refused(
                        "The disk of the bench server took no more of " + at + ": " + e.getMessage() + "; make room");
            } catch (IOException e) {
                return new Fetched.Unreachable(at + " could not be read: " + e.getMessage());
            } finally {
                connection.disconnect();
            }
        }
        return new Fetched.Refused(from + " leads on to other addresses without end");
    }

    private HttpURLConnection open(URI uri) throws IOException {
        var connection = (HttpURLConnection) uri.toURL().openConnection();
        connection.setInstanceFollowRedirects(false);
        connection.setUseCaches(false);
        connection.setConnectTimeout((int) CONNECT.toMillis());
        connection.setReadTimeout((int) silence.toMillis());
        connection.setRequestProperty("Accept-Encoding", "identity");
        return connection;
    }

    /** Never from an encrypted address to one that is not. */
    private static Optional<Address> next(Address at, HttpURLConnection connection) {
        var location = connection.getHeaderField("Location");
        if (location == null) {
            return Optional.empty();
        }
        try {
            return Address.of(at.uri().resolve(location).toString())
                    .filter(next -> next.isEncrypted() || !at.isEncrypted());
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private Fetched answered(Address at, int status, HttpURLConnection connection, Path into, BooleanSupplier unwanted)
            throws IOException {
        boolean later = status == TOO_MANY || status >= SERVER_TROUBLE && status != NOT_IMPLEMENTED;
        if (later) {
            return new Fetched.Unreachable(at + " answered " + status);
        }
        if (status != OK) {
            return new Fetched.Refused(
                    at + " answered " + status + "; check the address, and whether its signature has run out");
        }
        long length = connection.getContentLengthLong();
        if (length > largest) {
            return tooLarge(at);
        }
        if (!room.has(folderOf(into), Math.max(0, length))) {
            return new Fetched.Refused(at + " has " + length
                    + " bytes, for which the disk of the bench server has no room; make room and try again");
        }
        try (var bytes = connection.getInputStream()) {
            return copy(at, bytes, length, into, unwanted);
        }
    }

    private Fetched tooLarge(Address at) {
        return new Fetched.Refused(at + " has more than " + largest + " bytes, which no backup has");
    }

    private static Path folderOf(Path file) {
        return Objects.requireNonNull(file.getParent());
    }

    private Fetched copy(Address at, InputStream bytes, long length, Path into, BooleanSupplier unwanted)
            throws IOException {
        var digest = Digests.sha256();
        long count = 0;
        long looked = 0;
        var buffer = new byte[BUFFER];
        try (var file = Files.newOutputStream(into, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            for (int read = bytes.read(buffer); read >= 0; read = bytes.read(buffer)) {
                count += read;
                if (count > largest) {
                    return tooLarge(at);
                }
                if (unwanted.getAsBoolean()) {
                    return new Fetched.GivenUp();
                }
                if (count - looked >= LOOK_EVERY) {
                    looked = count;
                    if (!room.has(folderOf(into), 0)) {
                        return new Fetched.Refused(at + " fills the disk of the bench server; make room and try again");
                    }
                }
                digest.update(buffer, 0, read);
                write(file, buffer, read);
            }
        }
        return length >= 0 && count != length
                ? new Fetched.Unreachable(at + " sent " + count + " of " + length + " bytes")
                : new Fetched.Whole(count, Digests.hex(digest));
    }

    private static final class DiskTrouble extends IOException {
        DiskTrouble(IOException why) {
            super(why.getMessage(), why);
        }
    }

    private static void write(OutputStream file, byte[] buffer, int read) throws DiskTrouble {
        try {
            file.write(buffer, 0, read);
        } catch (IOException e) {
            throw new DiskTrouble(e);
        }
    }
}
