package io.chantier.generation.claude;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder of one run: a home, a configuration and a place for temporary files of its own, all gone afterwards. While
 * its owner lives it holds a lock, so that the next start knows whose folders, and whose programs, were left behind.
 */
final class Room implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Room.class);
    private static final Pattern PID = Pattern.compile("(\\d{1,10}) (\\S+)");
    private static final long LARGEST_FILE = 4L << 20;

    private final Path folder;
    private final FileChannel lock;

    private Room(Path folder, FileChannel lock) {
        this.folder = folder;
        this.lock = lock;
    }

    /** @param rooms made where it is missing; nobody else can look into it */
    static Room in(Path rooms) {
        try {
            var owner = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
            Files.createDirectories(rooms, owner);
            var folder = Files.createTempDirectory(rooms.toRealPath(), "run", owner);
            var lock =
                    FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            lock.lock();
            var room = new Room(folder, lock);
            for (var inside : new Path[] {room.home(), room.config(), room.temporary(), room.work()})
                Files.createDirectory(inside, owner);
            return room;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path home() {
        return folder.resolve("home");
    }

    Path config() {
        return folder.resolve("config");
    }

    Path temporary() {
        return folder.resolve("tmp");
    }

    /** Where the run works; holds nothing but what it may read. */
    Path work() {
        return folder.resolve("work");
    }

    Path instructions() {
        return folder.resolve("instructions.md");
    }

    Path folder() {
        return folder;
    }

    void layOut(Task task) {
        try {
            Files.writeString(instructions(), task.instructions());
            for (var file : task.edits()
                    .map(Task.Hands.Edits::files)
                    .orElseGet(TreeMap::new)
                    .entrySet()) {
                var place = work().resolve(file.getKey()).normalize();
                if (!place.startsWith(work()))
                    throw new IllegalArgumentException("Not in the folder: " + file.getKey());
                Files.createDirectories(place.getParent());
                Files.write(place, file.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What became of the files that it was allowed to edit; links and what is too large are left out. */
    SortedMap<String, byte[]> edited(Task.Hands.Edits edits) {
        var edited = new TreeMap<String, byte[]>();
        try {
            for (var path : edits.editable()) {
                var place = work().resolve(path);
                if (!Files.isRegularFile(place, LinkOption.NOFOLLOW_LINKS) || Files.size(place) > LARGEST_FILE)
                    continue;
                edited.put(path, Files.readAllBytes(place));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return edited;
    }

    /** So that the next start can end the program if we cannot. */
    void runs(ProcessHandle program) {
        try {
            Files.writeString(folder.resolve("pid"), program.pid() + " " + startOf(program));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            delete(folder);
        } catch (IOException e) {
            log.warn("The folder {} could not be deleted; the next start tries again: {}", folder, e.toString());
        }
        try {
            lock.close();
        } catch (IOException e) {
            log.warn("The lock of {} could not be given back: {}", folder, e.toString());
        }
    }

    /** Ends programs and deletes folders whose owner is gone, as far as that is possible. Returns how many. */
    static int clear(Path rooms) {
        if (!Files.isDirectory(rooms)) return 0;
        var cleared = 0;
        try (var all = Files.newDirectoryStream(rooms, "run*")) {
            for (var folder : all) if (isCleared(folder)) cleared++;
        } catch (IOException e) {
            log.warn("What earlier runs left in {} could not be looked at: {}", rooms, e.toString());
        }
        return cleared;
    }

    private static boolean isCleared(Path folder) {
        // Without a lock it is just being made, or was left in that moment.
        try (var channel = FileChannel.open(folder.resolve("lock"), StandardOpenOption.WRITE);
                var lock = channel.tryLock()) {
            if (lock == null) return false;
            program(folder.resolve("pid")).ifPresent(Room::end);
            delete(folder);
            return true;
        } catch (NoSuchFileException e) {
            return isOld(folder) && isDeleted(folder);
        } catch (OverlappingFileLockException e) {
            return false;
        } catch (IOException e) {
            log.warn("What an earlier run left in {} could not be cleared: {}", folder, e.toString());
            return false;
        }
    }

    private static boolean isOld(Path folder) {
        try {
            return Files.getLastModifiedTime(folder)
                    .toInstant()
                    .isBefore(Instant.now().minus(Duration.ofMinutes(10)));
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean isDeleted(Path folder) {
        try {
            delete(folder);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static void end(ProcessHandle program) {
        program.descendants().forEach(ProcessHandle::destroyForcibly);
        program.destroyForcibly();
    }

    /** The program of that number, if it is the one that was started then; a file that was not finished names none. */
    private static Optional<ProcessHandle> program(Path file) throws IOException {
        if (!Files.isRegularFile(file)) return Optional.empty();
        var words = PID.matcher(Files.readString(file, StandardCharsets.UTF_8));
        if (!words.matches()) return Optional.empty();
        return ProcessHandle.of(Long.parseLong(words.group(1)))
                .filter(handle -> startOf(handle).equals(words.group(2)));
    }

    private static String startOf(ProcessHandle program) {
        return program.info().startInstant().map(Object::toString).orElse("");
    }

    private static void delete(Path folder) throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path inside, @Nullable IOException failure) throws IOException {
                Files.delete(inside);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
