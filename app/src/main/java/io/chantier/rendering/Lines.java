package io.chantier.rendering;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

/** The lines of a stream as bytes, read in large pieces: an answer of the renderer has hundreds of kilobytes. */
final class Lines implements AutoCloseable {

    private final InputStream in;
    private final int longest;
    private final byte[] piece = new byte[1 << 16];
    private int from;
    private int to;

    /** @param longest in bytes; a longer line is refused, since it would fill our memory */
    Lines(InputStream in, int longest) {
        this.in = in;
        this.longest = longest;
    }

    /** The next line that is not empty; empty at the end. */
    byte[] next() throws IOException {
        var line = new ByteArrayOutputStream(1 << 12);
        while (more()) {
            int end = from;
            while (end < to && piece[end] != '\n') end++;
            line.write(piece, from, end - from);
            if (line.size() > longest) throw new IOException("A line has more than " + longest + " bytes");
            boolean whole = end < to;
            from = whole ? end + 1 : to;
            if (whole && line.size() > 0) return line.toByteArray();
        }
        return line.toByteArray();
    }

    private boolean more() throws IOException {
        if (from < to) return true;
        from = 0;
        to = Math.max(0, in.read(piece));
        return to > 0;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
