package io.chantier.storage;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The boxes of an MP4 and the elements of a WebM. Whatever lies beyond the end is an {@link IndexOutOfBoundsException}, a
 * length that no file has an {@link ArithmeticException}.
 */
final class ContainerBytes {

    /** A file with more parts than this at one level is made to keep us busy. */
    private static final int MOST_PARTS = 4096;

    private final byte[] all;

    ContainerBytes(byte[] all) {
        this.all = all;
    }

    /** The content of a part, from its first byte to behind its last. */
    record Part(int from, int to) {
        int length() {
            return to - from;
        }
    }

    int size() {
        return all.length;
    }

    String text(int at, int length) {
        Objects.checkFromIndexSize(at, length, all.length);
        return new String(all, at, length, StandardCharsets.ISO_8859_1);
    }

    /** An unsigned number of up to seven bytes, or a signed one of eight. */
    long number(int at, int length) {
        Objects.checkFromIndexSize(at, length, all.length);
        if (length > 8) throw new ArithmeticException("No number has " + length + " bytes");
        long number = 0;
        for (int i = at; i < at + length; i++) number = number << 8 | all[i] & 0xff;
        return number;
    }

    int whole(Part part) {
        return Math.toIntExact(number(part.from(), part.length()));
    }

    double real(int at, int length) {
        Objects.checkFromIndexSize(at, length, all.length);
        var bytes = ByteBuffer.wrap(all, at, length);
        return length == 4 ? bytes.getFloat() : length == 8 ? bytes.getDouble() : 0;
    }

    /** The first box of this kind. */
    Optional<Part> box(int from, int to, String kind) {
        return boxes(from, to, kind).stream().findFirst();
    }

    /** A box in a box in a box. */
    Optional<Part> box(Part outer, String... kinds) {
        var found = Optional.of(outer);
        for (var kind : kinds) found = found.flatMap(part -> box(part.from(), part.to(), kind));
        return found;
    }

    List<Part> boxes(int from, int to, String kind) {
        var found = new ArrayList<Part>();
        int parts = 0;
        for (int at = from; at + 8 <= to && parts++ < MOST_PARTS; ) {
            long length = number(at, 4);
            int head = 8;
            if (length == 1) {
                length = number(at + 8, 8);
                head = 16;
            }
            int end = length == 0 ? to : Math.toIntExact(Math.addExact(at, length));
            if (end < at + head || end > to) throw new ArithmeticException("A box that is longer than what it lies in");
            if (text(at + 4, 4).equals(kind)) found.add(new Part(at + head, end));
            at = end;
        }
        return found;
    }

    /** The content of the element that begins there. */
    Part element(int at) {
        int head = Long.numberOfLeadingZeros(number(at, 1)) - 55;
        long first = number(at + head, 1);
        int width = Long.numberOfLeadingZeros(first) - 55;
        if (head > 4 || width > 8) throw new ArithmeticException("No element begins here");
        long length = number(at + head, width) & (1L << 7 * width) - 1;
        int from = at + head + width;
        // A live recording does not say how long it is: it goes to the end.
        boolean isOpen = length == (1L << 7 * width) - 1;
        int to = isOpen ? all.length : (int) Math.min(all.length, Math.addExact(from, length));
        return new Part(from, to);
    }

    Optional<Part> element(Part outer, long id) {
        return elements(outer, id).stream().findFirst();
    }

    List<Part> elements(Part outer, long id) {
        var found = new ArrayList<Part>();
        int parts = 0;
        for (int at = outer.from(); at < outer.to() && parts++ < MOST_PARTS; ) {
            int head = Long.numberOfLeadingZeros(number(at, 1)) - 55;
            var element = element(at);
            if (number(at, head) == id) found.add(element);
            at = element.to();
        }
        return found;
    }
}
