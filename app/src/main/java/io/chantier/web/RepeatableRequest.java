package io.chantier.web;

import io.chantier.values.Digest;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A request whose body was read already and can be read again; a large one, such as a picture, waits in a temporary file
 * until the request is closed.
 */
final class RepeatableRequest extends HttpServletRequestWrapper implements AutoCloseable {

    private static final int IN_MEMORY = 1 << 20;

    /** A little more than the largest picture, so that whoever takes pictures says itself what is too large. */
    private static final int MOST = 21 << 20;

    private final byte[] start;
    private final @Nullable Path file;
    private final Digest digest;

    private RepeatableRequest(HttpServletRequest request, byte[] start, @Nullable Path file, Digest digest) {
        super(request);
        this.start = start;
        this.file = file;
        this.digest = digest;
    }

    /** Empty when the body is larger than any that we take. */
    static Optional<RepeatableRequest> of(HttpServletRequest request) throws IOException {
        var digest = Digest.sha256();
        var body = new DigestInputStream(request.getInputStream(), digest);
        var start = body.readNBytes(IN_MEMORY);
        if (start.length < IN_MEMORY) return Optional.of(new RepeatableRequest(request, start, null, name(digest)));
        var file = Files.createTempFile("chantier-request-", ".body");
        boolean kept = false;
        try {
            kept = write(start, body, file) <= MOST;
            return kept ? Optional.of(new RepeatableRequest(request, start, file, name(digest))) : Optional.empty();
        } finally {
            if (!kept) Files.deleteIfExists(file);
        }
    }

    /** Reads no further than shows that it is too much. */
    private static long write(byte[] start, InputStream rest, Path file) throws IOException {
        try (var out = Files.newOutputStream(file)) {
            out.write(start);
            var buffer = new byte[1 << 16];
            long length = start.length;
            for (int read = rest.read(buffer); read >= 0 && length <= MOST; read = rest.read(buffer)) {
                out.write(buffer, 0, read);
                length += read;
            }
            return length;
        }
    }

    private static Digest name(MessageDigest digest) {
        return new Digest(HexFormat.of().formatHex(digest.digest()));
    }

    /** Of the body. */
    Digest digest() {
        return digest;
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
        return new Replayed(
                file == null ? new ByteArrayInputStream(start) : new BufferedInputStream(Files.newInputStream(file)));
    }

    @Override
    public BufferedReader getReader() throws IOException {
        return new BufferedReader(new InputStreamReader(getInputStream(), StandardCharsets.UTF_8));
    }

    @Override
    public void close() throws IOException {
        if (file != null) Files.deleteIfExists(file);
    }

    private static final class Replayed extends ServletInputStream {

        private final InputStream bytes;

        Replayed(InputStream bytes) {
            this.bytes = bytes;
        }

        @Override
        public int read() throws IOException {
            return bytes.read();
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            return bytes.read(into, offset, length);
        }

        @Override
        public int available() throws IOException {
            return bytes.available();
        }

        @Override
        public void close() throws IOException {
            bytes.close();
        }

        @Override
        public boolean isFinished() {
            try {
                return bytes.available() == 0;
            } catch (IOException e) {
                return true;
            }
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setReadListener(ReadListener listener) {
            throw new UnsupportedOperationException("The body is here already");
        }
    }
}
