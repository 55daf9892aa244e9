package io.chantier.agent.nginx;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Changes of files that belong together, with the way back from each. */
final class FileChanges {

    private static final String FRESH = ".new";
    private static final String AWAY = ".away";

    private final Deque<Undo> undos = new ArrayDeque<>();
    private final Deque<Path> away = new ArrayDeque<>();

    @FunctionalInterface
    private interface Undo {
        void run() throws IOException;
    }

    void makeFolder(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder);
            undos.push(() -> Files.deleteIfExists(folder));
        }
    }

    /** Written beside and moved over, for its owner only: keys are among these files. */
    void write(Path file, String text) throws IOException {
        if (Files.exists(file)) {
            var before = Files.readString(file);
            undos.push(() -> put(file, before));
        } else {
            undos.push(() -> Files.deleteIfExists(file));
        }
        put(file, text);
    }

    void delete(Path file) throws IOException {
        if (Files.exists(file)) {
            var before = Files.readString(file);
            undos.push(() -> put(file, before));
            Files.delete(file);
        }
    }

    void move(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        undos.push(() -> Files.move(to, from, StandardCopyOption.ATOMIC_MOVE));
    }

    /** The folder goes with what is in it, once the changes are kept. */
    void deleteFolder(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            var aside = folder.resolveSibling(AWAY + "." + folder.getFileName());
            deleteTree(aside);
            move(folder, aside);
            away.add(aside);
        }
    }

    void keep() throws IOException {
        undos.clear();
        while (!away.isEmpty()) {
            deleteTree(away.removeFirst());
        }
    }

    /** Everything as before; the last change first. */
    void putBack() {
        while (!undos.isEmpty()) {
            try {
                undos.pop().run();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static void put(Path file, String text) throws IOException {
        var fresh = file.resolveSibling(file.getFileName() + FRESH);
        Files.deleteIfExists(fresh);
        Files.createFile(fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try (var channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
            var bytes = StandardCharsets.UTF_8.encode(text);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void deleteTree(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException e) throws IOException {
                Files.delete(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
