package io.chantier.storage;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Containers of videos, made by hand: as long and as broken as a test wants them. */
public final class Videos {

    private Videos() {}

    /** @param codec the four letters of the samples: {@code avc1} for H.264 */
    public static byte[] mp4(String codec, int width, int height, int seconds, int weight) {
        var movie = box("mvhd", ints(0, 0, 0, 1000, seconds * 1000));
        var samples = ByteBuffer.allocate(8 + 36)
                .putInt(0)
                .putInt(1)
                .putInt(36)
                .put(codec.getBytes(StandardCharsets.US_ASCII))
                .position(8 + 8 + 24)
                .putShort((short) width)
                .putShort((short) height);
        var handler = join(ints(0, 0), "vide".getBytes(StandardCharsets.US_ASCII), ints(0, 0, 0));
        var media = join(box("hdlr", handler), box("minf", box("stbl", box("stsd", samples.array()))));
        return join(
                box("ftyp", "isom\0\0\2\0isomiso2avc1mp41".getBytes(StandardCharsets.US_ASCII)),
                box("moov", join(movie, box("trak", box("mdia", media)))),
                box("mdat", new byte[weight]));
    }

    public static byte[] webm(String codec, int width, int height) {
        var track = element(
                0xae,
                join(
                        element(0x86, codec.getBytes(StandardCharsets.US_ASCII)),
                        element(0xe0, join(element(0xb0, number(width)), element(0xba, number(height))))));
        var info = join(
                element(0x2ad7b1, new byte[] {0x0f, 0x42, 0x40}),
                element(0x4489, ByteBuffer.allocate(8).putDouble(7500).array()));
        return join(
                element(0x1a45dfa3, element(0x4282, "webm".getBytes(StandardCharsets.US_ASCII))),
                element(0x18538067, join(element(0x1549a966, info), element(0x1654ae6b, track))));
    }

    private static byte[] box(String kind, byte[] content) {
        return join(ints(content.length + 8), kind.getBytes(StandardCharsets.US_ASCII), content);
    }

    private static byte[] element(int id, byte[] content) {
        var head = ByteBuffer.allocate(4).putInt(id).array();
        int skipped = Integer.numberOfLeadingZeros(id) / 8;
        var name = java.util.Arrays.copyOfRange(head, skipped, 4);
        return join(
                name, ByteBuffer.allocate(4).putInt(0x10000000 | content.length).array(), content);
    }

    private static byte[] number(int value) {
        return ByteBuffer.allocate(2).putShort((short) value).array();
    }

    private static byte[] ints(int... values) {
        var bytes = ByteBuffer.allocate(4 * values.length);
        for (var value : values) bytes.putInt(value);
        return bytes.array();
    }

    private static byte[] join(byte[]... parts) {
        var all = new ByteArrayOutputStream();
        for (var part : parts) all.writeBytes(part);
        return all.toByteArray();
    }
}
