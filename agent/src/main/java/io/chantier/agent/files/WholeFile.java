package io.chantier.agent.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Written beside, brought to the disk and moved over: there is no moment without the file, and none with half of it. */
public final class WholeFile {

    private WholeFile() {}

    /** @param fresh the place beside it, in the same folder; what a kill left there is overwritten */
    public static void write(Path file, Path fresh, String text) throws IOException {
        write(file, fresh, text.getBytes(StandardCharsets.UTF_8));
    }

    /** The same for a file that only its owner reads. */
    public static void writeForOwner(Path file, Path fresh, String text) throws IOException {
        writeForOwner(file, fresh, text.getBytes(StandardCharsets.UTF_8));
    }

    /** The same for what is no text. */
    public static void writeForOwner(Path file, Path fresh, byte[] bytes) throws IOException {
        write(file, fresh, bytes, ownersOnly());
    }

    private static void write(Path file, Path fresh, byte[] bytes, FileAttribute<?>... attributes) throws IOException {
        Files.deleteIfExists(fresh);
        try {
            try (var channel = FileChannel.open(
                    fresh, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), attributes)) {
                writeAll(channel, bytes);
            }
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    /** Writes all of it, and waits until it is on the disk. */
    public static void writeAll(WritableByteChannel channel, byte[] bytes) throws IOException {
        var buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
        if (channel instanceof FileChannel durable) {
            durable.force(true);
        }
    }

    private static FileAttribute<?>[] ownersOnly() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }
}
