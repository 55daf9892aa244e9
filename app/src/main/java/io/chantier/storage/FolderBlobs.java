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
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;

/**
 * Blobs in a folder, {@code <root>/ab/cdef...}: a blob is written aside, forced to the disk and renamed, so that it is
 * there whole or not at all, whatever is killed when.
 */
public final class FolderBlobs implements Blobs {

    private static final String ASIDE = "tmp";
    private static final Pattern NAME = Pattern.compile("[0-9a-f]{62}");

    /** A blob that was touched this short a time ago is not touched again. */
    private static final Duration OFTEN = Duration.ofHours(1);

    private final Path root;

    public FolderBlobs(Path root) {
        this.root = root;
        try {
            Files.createDirectories(root.resolve(ASIDE));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Digest put(byte[] bytes) {
        var digest = Digest.of(bytes);
        var place = place(digest);
        try {
            if (!isKeptAgain(place, bytes.length)) write(digest, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return digest;
    }

    @Override
    public List<Digest> putAll(Collection<byte[]> many) {
        if (many.size() < 2) return many.stream().map(this::put).toList();
        try (var writers = Executors.newVirtualThreadPerTaskExecutor()) {
            var written = many.stream()
                    .map(bytes -> writers.submit((Callable<Digest>) () -> put(bytes)))
                    .toList();
            return written.stream().map(FolderBlobs::result).toList();
        }
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
        var aside = root.resolve(ASIDE).resolve(UUID.randomUUID().toString());
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

    private void write(Digest digest, byte[] bytes) throws IOException {
        var aside = root.resolve(ASIDE).resolve(UUID.randomUUID().toString());
        try {
            try (var file = FileChannel.open(aside, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                var rest = ByteBuffer.wrap(bytes);
                while (rest.hasRemaining()) file.write(rest);
                file.force(true);
            }
            var shard = shard(digest);
            Files.createDirectories(shard);
            Files.move(aside, place(digest), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            force(shard);
        } finally {
            Files.deleteIfExists(aside);
        }
    }

    private static void force(Path folder) throws IOException {
        try (var opened = FileChannel.open(folder, StandardOpenOption.READ)) {
            opened.force(true);
        }
    }

    private static Digest result(Future<Digest> written) {
        try {
            return written.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while writing blobs", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UncheckedIOException trouble) throw trouble;
            throw new IllegalStateException(e.getCause());
        }
    }
}
