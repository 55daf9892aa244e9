package io.chantier.storage;

import io.chantier.values.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Blobs in a folder, {@code <root>/ab/cdef...}: a blob is written aside, forced to the disk and renamed, so that it is
 * there whole or not at all, whatever is killed when.
 */
public final class FolderBlobs implements Blobs {

    private static final Logger log = LoggerFactory.getLogger(FolderBlobs.class);
    private static final String ASIDE = "tmp";
    private static final Pattern NAME = Pattern.compile("[0-9a-f]{62}");
    private static final Pattern TAKEN_ASIDE = Pattern.compile("[0-9a-f]{64}");

    /** Nobody writes a blob for longer. */
    private static final Duration UNFINISHED = Duration.ofDays(1);

    /** Whoever wrote a blob has forced its folder by then. */
    private static final Duration YOUNG = Duration.ofMinutes(1);

    /** A blob that was touched this short a time ago is not touched again. */
    private static final Duration OFTEN = Duration.ofHours(1);

    private final Path root;

    /** Puts back what a sweep that was killed had taken aside, and removes what a writer that was killed left unfinished. */
    public FolderBlobs(Path root) {
        this.root = root;
        try {
            Files.createDirectories(root.resolve(ASIDE));
            force(root);
            try (var left = Files.newDirectoryStream(root.resolve(ASIDE))) {
                for (var file : left) tidy(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void tidy(Path file) throws IOException {
        var name = String.valueOf(file.getFileName());
        try {
            if (TAKEN_ASIDE.matcher(name).matches()) {
                var place = place(new Digest(name));
                Files.createDirectories(place.resolveSibling("."));
                Files.move(file, place, StandardCopyOption.ATOMIC_MOVE);
            } else if (isUntouched(file, Instant.now().minus(UNFINISHED))) Files.deleteIfExists(file);
        } catch (NoSuchFileException e) {
            // Another process was quicker, or is just sweeping.
        }
    }

    @Override
    public Digest put(byte[] bytes) {
        return putAll(List.of(bytes)).getFirst();
    }

    @Override
    public List<Digest> putAll(Collection<byte[]> many) {
        var names = new ArrayList<Digest>();
        var missing = new LinkedHashMap<Digest, byte[]>();
        var folders = new LinkedHashSet<Path>();
        try {
            for (var bytes : many) {
                var digest = Digest.of(bytes);
                names.add(digest);
                if (!isKeptAgain(place(digest), bytes.length)) missing.put(digest, bytes);
                else if (isYoung(place(digest))) folders.add(shard(digest));
            }
            write(missing, folders);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return names;
    }

    @Override
    public Optional<byte[]> get(Digest digest) {
        try {
            var bytes = Files.readAllBytes(place(digest));
            if (!Digest.of(bytes).equals(digest)) throw new IOException("The blob " + digest + " is damaged");
            return Optional.of(bytes);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public InputStream open(Digest digest) throws IOException {
        return Files.newInputStream(place(digest), LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    public boolean has(Digest digest) {
        return Files.isRegularFile(place(digest), LinkOption.NOFOLLOW_LINKS);
    }

    private Path shard(Digest digest) {
        return root.resolve(digest.value().substring(0, 2));
    }

    private Path place(Digest digest) {
        return shard(digest).resolve(digest.value().substring(2));
    }

    @Override
    public List<Digest> untouchedSince(Instant then) {
        try (var shards = Files.newDirectoryStream(root, "[0-9a-f][0-9a-f]")) {
            var found = new ArrayList<Digest>();
            for (var shard : shards) {
                try (var blobs = Files.newDirectoryStream(shard, path -> isName(path) && isUntouched(path, then))) {
                    blobs.forEach(blob -> found.add(new Digest("" + shard.getFileName() + blob.getFileName())));
                }
            }
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Taken aside before it is looked at again: who keeps it meanwhile either touched it before or writes it anew. */
    @Override
    public long removeUntouchedSince(Instant then, Digest digest) {
        // By its own name, so that the next start puts it back where we are killed in between.
        var aside = root.resolve(ASIDE).resolve(digest.value());
        try {
            Files.move(place(digest), aside, StandardCopyOption.ATOMIC_MOVE);
            if (isUntouched(aside, then)) {
                long freed = Files.size(aside);
                Files.delete(aside);
                return freed;
            }
            Files.move(aside, place(digest), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return 0;
        } catch (NoSuchFileException e) {
            return 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isName(Path path) {
        return NAME.matcher(String.valueOf(path.getFileName())).matches();
    }

    private static boolean isUntouched(Path path, Instant then) throws IOException {
        try {
            return Files.getLastModifiedTime(path, LinkOption.NOFOLLOW_LINKS)
                    .toInstant()
                    .isBefore(then);
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    /** Whether the blob is there; then it counts as new, so that it is not swept away before anybody names it. */
    private static boolean isKeptAgain(Path place, long size) throws IOException {
        try {
            if (!Files.isRegularFile(place, LinkOption.NOFOLLOW_LINKS) || Files.size(place) != size) return false;
            var now = Instant.now();
            if (isUntouched(place, now.minus(OFTEN))) Files.setLastModifiedTime(place, FileTime.from(now));
            return Files.isRegularFile(place, LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    /**
     * Each phase ends for all blobs before the next begins: files that are forced at the same time share the writing of
     * the file system's journal, and so do renames that are forced together afterwards.
     */
    private void write(Map<Digest, byte[]> blobs, Set<Path> folders) throws IOException {
        var fresh = blobs.entrySet().stream()
                .map(blob -> new Fresh(
                        blob.getKey(),
                        blob.getValue(),
                        root.resolve(ASIDE).resolve(UUID.randomUUID().toString())))
                .toList();
        try {
            together(fresh, blob -> writeForced(blob.aside, blob.bytes));
            for (var blob : fresh) {
                var shard = shard(blob.digest);
                if (!Files.isDirectory(shard)) {
                    Files.createDirectories(shard);
                    folders.add(root);
                }
                folders.add(shard);
                Files.move(
                        blob.aside,
                        place(blob.digest),
                        StandardCopyOption.ATOMIC_MOVE,
                        StandardCopyOption.REPLACE_EXISTING);
            }
            together(folders, FolderBlobs::force);
        } finally {
            for (var blob : fresh) discard(blob.aside);
        }
    }

    /** What cannot be removed now is removed at a later start. */
    private static void discard(Path aside) {
        try {
            Files.deleteIfExists(aside);
        } catch (IOException e) {
            log.warn("Cannot remove {}: {}", aside, e.toString());
        }
    }

    /** A blob that was just renamed may not be on the disk yet: whoever names it forces its folder as well. */
    private static boolean isYoung(Path place) throws IOException {
        return !isUntouched(place, Instant.now().minus(YOUNG));
    }

    /** A blob that is not there yet, and where it is written first. */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares these
    private record Fresh(Digest digest, byte[] bytes, Path aside) {}

    private static void writeForced(Path file, byte[] bytes) throws IOException {
        try (var opened = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            var rest = ByteBuffer.wrap(bytes);
            while (rest.hasRemaining()) opened.write(rest);
            opened.force(true);
        }
    }

    private static void force(Path folder) throws IOException {
        try (var opened = FileChannel.open(folder, StandardOpenOption.READ)) {
            opened.force(true);
        }
    }

    @FunctionalInterface
    private interface Work<T> {
        void on(T one) throws IOException;
    }

    private static <T> void together(Collection<T> all, Work<T> work) throws IOException {
        if (all.isEmpty()) return;
        if (all.size() == 1) {
            work.on(all.iterator().next());
            return;
        }
        try (var workers = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = new ArrayList<Future<?>>();
            for (var one : all)
                running.add(workers.submit(() -> {
                    work.on(one);
                    return one;
                }));
            for (var one : running) one.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while writing blobs", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException trouble ? trouble : new IOException(e.getCause());
        }
    }
}
