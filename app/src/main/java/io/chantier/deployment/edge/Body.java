package io.chantier.deployment.edge;

import io.chantier.storage.ContentTypes;
import io.chantier.storage.Release;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.jspecify.annotations.Nullable;

/** A file ready to be sent: its bytes as they are and compressed, and the header fields that go with each. */
final class Body {

    /** One of the two forms. */
    static final class Form {
        private final ByteBuffer bytes;
        private final String tag;
        private final HttpField etag;
        private final HttpField length;
        private volatile @Nullable ByteBuffer headOfKept;
        private volatile @Nullable ByteBuffer headOfChecked;

        Form(byte[] bytes, String tag) {
            this.bytes = outsideTheHeap(bytes);
            this.tag = tag;
            this.etag = new PreEncodedHttpField(HttpHeader.ETAG, tag);
            this.length = new PreEncodedHttpField(HttpHeader.CONTENT_LENGTH, Integer.toString(bytes.length));
        }

        ByteBuffer bytes() {
            return bytes.slice();
        }

        String tag() {
            return tag;
        }

        HttpField etag() {
            return etag;
        }

        HttpField length() {
            return length;
        }

        /** A head that was made before; null when none was. */
        @Nullable
        ByteBuffer head(boolean keptForGood) {
            return keptForGood ? headOfKept : headOfChecked;
        }

        void keepHead(boolean keptForGood, ByteBuffer head) {
            if (keptForGood) headOfKept = head;
            else headOfChecked = head;
        }

        int size() {
            return bytes.capacity();
        }
    }

    /** From there the kernel takes it without another copy; where the JVM may use no more of it, the heap has to do. */
    private static ByteBuffer outsideTheHeap(byte[] bytes) {
        try {
            return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip().asReadOnlyBuffer();
        } catch (OutOfMemoryError e) {
            return ByteBuffer.wrap(bytes).asReadOnlyBuffer();
        }
    }

    private final HttpField contentType;
    private final boolean compressible;
    private final Form plain;
    private final @Nullable Form gzip;

    private Body(HttpField contentType, boolean compressible, Form plain, @Nullable Form gzip) {
        this.contentType = contentType;
        this.compressible = compressible;
        this.plain = plain;
        this.gzip = gzip;
    }

    static Body of(Release.Entry entry, byte[] bytes) {
        var name = entry.blob().value().substring(0, 20);
        var compressible = ContentTypes.compresses(entry.contentType());
        var packed = compressible && bytes.length > 256 ? gzip(bytes) : bytes;
        return new Body(
                new PreEncodedHttpField(HttpHeader.CONTENT_TYPE, entry.contentType()),
                compressible,
                new Form(bytes, "\"" + name + "\""),
                packed.length < bytes.length ? new Form(packed, "\"" + name + "-gz\"") : null);
    }

    HttpField contentType() {
        return contentType;
    }

    boolean compressible() {
        return compressible;
    }

    boolean isGzip(Form form) {
        return form == gzip;
    }

    /** The compressed form for those who take it, where there is one. */
    Form form(boolean takesGzip) {
        return takesGzip && gzip != null ? gzip : plain;
    }

    /** What it takes in memory, roughly. */
    int weight() {
        return 3072 + plain.size() + (gzip == null ? 0 : gzip.size());
    }

    private static byte[] gzip(byte[] bytes) {
        var packed = new ByteArrayOutputStream(bytes.length / 3);
        try (var out = new BestGzip(packed)) {
            out.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    private static final class BestGzip extends GZIPOutputStream {
        BestGzip(ByteArrayOutputStream out) throws IOException {
            super(out, 8192);
            def.setLevel(Deflater.BEST_COMPRESSION);
        }
    }
}
