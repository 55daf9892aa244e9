package io.chantier.deployment.dokploy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.ZipInputStream;

/** Unpacks an upload as Dokploy does: a single root folder is taken away, symbolic links are refused. */
final class FakeZip {

    private static final int END = 0x06054b50;
    private static final int END_LENGTH = 22;
    private static final int LINK = 0xA000;

    private FakeZip() {}

    static SortedMap<String, byte[]> unpack(byte[] zip) {
        refuseLinks(zip);
        var files = new TreeMap<String, byte[]>();
        try (var stream = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (var entry = stream.getNextEntry(); entry != null; entry = stream.getNextEntry()) {
                if (entry.isDirectory() || entry.getName().startsWith("__MACOSX/")) continue;
                files.put(FakeDockerfile.plain(entry.getName()), stream.readAllBytes());
            }
        } catch (IOException _) {
            throw FakeRefusal.broken("ADM-ZIP: Invalid or unsupported zip format. Bad local file header");
        }
        return withoutRoot(files);
    }

    private static SortedMap<String, byte[]> withoutRoot(SortedMap<String, byte[]> files) {
        var roots = files.keySet().stream()
                .map(name -> name.contains("/") ? name.substring(0, name.indexOf('/') + 1) : "")
                .distinct()
                .toList();
        if (roots.size() != 1 || roots.getFirst().isEmpty()) return files;
        var inside = new TreeMap<String, byte[]>();
        files.forEach(
                (name, content) -> inside.put(name.substring(roots.getFirst().length()), content));
        return inside;
    }

    /** What an entry is stands in the directory at the end of the file only. */
    private static void refuseLinks(byte[] zip) {
        var bytes = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
        var end = zip.length - END_LENGTH;
        while (end >= 0 && bytes.getInt(end) != END) end--;
        if (end < 0) throw FakeRefusal.broken("ADM-ZIP: Invalid or unsupported zip format. No END header found");
        var entries = bytes.getShort(end + 10) & 0xFFFF;
        var at = bytes.getInt(end + 16);
        for (var entry = 0; entry < entries; entry++) {
            if (((bytes.getInt(at + 38) >>> 16) & 0xF000) == LINK)
                throw FakeRefusal.broken("Symlinks are not allowed in the uploaded archive");
            at += 46
                    + (bytes.getShort(at + 28) & 0xFFFF)
                    + (bytes.getShort(at + 30) & 0xFFFF)
                    + (bytes.getShort(at + 32) & 0xFFFF);
        }
    }
}
