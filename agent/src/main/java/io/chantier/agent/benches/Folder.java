package io.chantier.agent.benches;

import io.chantier.agent.files.WholeFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;

/**
 * A folder that is held open. What is in it is reached from there, never by a path and never by a link, so that nobody
 * can put another folder in its place meanwhile.
 */
final class Folder implements AutoCloseable {

    private static final int LARGEST = 4 * 1024 * 1024;
    private static final Set<OpenOption> TO_READ = Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
    private static final Set<OpenOption> TO_MAKE =
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);

    private final SecureDirectoryStream<Path> stream;

    private Folder(SecureDirectoryStream<Path> stream) {
        this.stream = stream;
    }

    /** @return empty where there is no such folder */
    @SuppressWarnings("StreamResourceLeak") // the folder closes it
    static Optional<Folder> open(Path path) {
        try {
            var stream = Files.newDirectoryStream(path.toRealPath());
            if (stream instanceof SecureDirectoryStream<Path> secure) {
                return Optional.of(new Folder(secure));
            }
            stream.close();
            throw new IllegalStateException("This system cannot hold folders open safely: " + path);
        } catch (NoSuchFileException | NotDirectoryException _) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @return empty where there is none of this name, or something else such as a link */
    Optional<Folder> child(String name) {
        try {
            return Optional.of(new Folder(stream.newDirectoryStream(Path.of(name), LinkOption.NOFOLLOW_LINKS)));
        } catch (NoSuchFileException | NotDirectoryException _) {
            return Optional.empty();
        } catch (IOException e) {
            // A link is refused in the same way as a folder that may not be read, but only the latter is there.
            if (!isFolder(name)) {
                return Optional.empty();
            }
            throw new UncheckedIOException(e);
        }
    }

    private boolean isFolder(String name) {
        return folder(name).isPresent();
    }

    /** What is known of a folder; empty where there is none, or something else such as a link. */
    Optional<BasicFileAttributes> folder(String name) {
        try {
            return Optional.of(attributes(name)).filter(BasicFileAttributes::isDirectory);
        } catch (NoSuchFileException | NotDirectoryException _) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The names in the folder; may be asked for once. */
    List<String> names() {
        try {
            return StreamSupport.stream(stream.spliterator(), false)
                    .map(path -> path.getFileName().toString())
                    .sorted()
                    .toList();
        } catch (DirectoryIteratorException e) {
            throw new UncheckedIOException(e.getCause());
        }
    }

    boolean hasFile(String name) {
        return file(name).isPresent();
    }

    /** @return empty where there is no such file, or something else such as a link */
    Optional<String> text(String name) {
        if (!hasFile(name)) {
            return Optional.empty();
        }
        try (var channel = stream.newByteChannel(Path.of(name), TO_READ);
                var bytes = Channels.newInputStream(channel)) {
            var read = bytes.readNBytes(LARGEST + 1);
            if (read.length > LARGEST) {
                throw new IOException(name + " is larger than any configuration");
            }
            return Optional.of(new String(read, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is known of a file; empty where there is none, or something else such as a link. */
    Optional<BasicFileAttributes> file(String name) {
        try {
            return Optional.of(attributes(name)).filter(BasicFileAttributes::isRegularFile);
        } catch (NoSuchFileException _) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private BasicFileAttributes attributes(String name) throws IOException {
        return stream.getFileAttributeView(Path.of(name), BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                .readAttributes();
    }

    /** A file to be read, which stays open when the folder is closed; empty where there is none, or something else such as a link. */
    Optional<SeekableByteChannel> open(String name) {
        if (!hasFile(name)) {
            return Optional.empty();
        }
        try {
            return Optional.of(stream.newByteChannel(Path.of(name), TO_READ));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The end of a file, from the beginning of a line on where it is longer than that many bytes. */
    Optional<String> end(String name, int most) {
        if (file(name).isEmpty()) {
            return Optional.empty();
        }
        try (var channel = stream.newByteChannel(Path.of(name), TO_READ);
                var bytes = Channels.newInputStream(channel)) {
            boolean cut = channel.size() > most;
            if (cut) {
                channel.position(channel.size() - most);
            }
            var text = new String(bytes.readNBytes(most), StandardCharsets.UTF_8);
            return Optional.of(cut ? text.substring(text.indexOf('\n') + 1) : text);
        } catch (NoSuchFileException _) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Written beside and moved over, for its owner only: there is no moment without the file. */
    void replace(String name, String text) {
        var file = Path.of(name);
        var fresh = Path.of(name + ".chantier-new");
        try {
            if (hasFile(fresh.toString())) {
                stream.deleteFile(fresh);
            }
            var ownersOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
            try (var channel = stream.newByteChannel(fresh, TO_MAKE, ownersOnly)) {
                WholeFile.writeAll(channel, text.getBytes(StandardCharsets.UTF_8));
            }
            stream.move(fresh, stream, file);
        } catch (IOException e) {
            forget(fresh, e);
            throw new UncheckedIOException(e);
        }
    }

    /** Half a file is of no use, and keeps room from others. */
    private void forget(Path fresh, IOException why) {
        try {
            stream.deleteFile(fresh);
        } catch (NoSuchFileException _) {
            // not even begun
        } catch (IOException e) {
            why.addSuppressed(e);
        }
    }

    /** Deletes a file, a link, or a folder with what is in it; links in it are deleted, never followed. */
    void delete(String name) {
        var path = Path.of(name);
        try {
            var attributes = stream.getFileAttributeView(path, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                    .readAttributes();
            if (attributes.isDirectory()) {
                try (var folder = child(name).orElseThrow(() -> new IOException(name + " cannot be opened"))) {
                    folder.names().forEach(folder::delete);
                }
                stream.deleteDirectory(path);
            } else {
                stream.deleteFile(path);
            }
        } catch (NoSuchFileException _) {
            // somebody else was quicker
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** At once, or not at all: @return false where there is no such folder, or the name is taken there */
    boolean moveFolder(String name, Folder target, String newName) {
        try (var there = child(name).orElse(null)) {
            if (there == null || target.has(newName)) {
                return false;
            }
            stream.move(Path.of(name), target.stream, Path.of(newName));
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean has(String name) throws IOException {
        try {
            stream.getFileAttributeView(Path.of(name), BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                    .readAttributes();
            return true;
        } catch (NoSuchFileException _) {
            return false;
        }
    }

    @Override
    public void close() {
        try {
            stream.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
