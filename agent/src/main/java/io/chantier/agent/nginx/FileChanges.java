package io.chantier.agent.nginx;

import io.chantier.agent.files.Folders;
import io.chantier.agent.files.WholeFile;
import io.chantier.protocol.Wire;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Changes of files that belong together, with the way back from each. The way back is written down before the change is
 * made: whoever comes after a kill goes it first.
 */
final class FileChanges {

    /** Hidden, so that what a kill leaves of it is nobody's site; one name, so that the next change takes it over. */
    private static final String FRESH = ".new";

    private static final String AWAY = ".away";

    private final Path journal;
    private final List<Back> backs = new ArrayList<>();
    private final Deque<Path> away = new ArrayDeque<>();

    /**
     * One step back.
     *
     * @param text what was in the file; null where there was none
     * @param from where it has gone; null where nothing was moved
     */
    private record Back(
            String path, @Nullable String text, @Nullable String from) {

        void go() throws IOException {
            var target = Path.of(path);
            if (from != null) {
                if (Files.exists(Path.of(from)) && !Files.exists(target)) {
                    Files.move(Path.of(from), target, StandardCopyOption.ATOMIC_MOVE);
                }
            } else if (text != null) {
                Files.createDirectories(Objects.requireNonNull(target.getParent()));
                put(target, text);
            } else {
                Files.deleteIfExists(target.resolveSibling(FRESH));
                if (Files.isDirectory(target)) {
                    Files.deleteIfExists(target.resolve(FRESH));
                }
                Files.deleteIfExists(target);
            }
        }
    }

    /** @param journal the file of the way back, which nobody else uses */
    FileChanges(Path journal) throws IOException {
        this.journal = journal;
        if (Files.exists(journal)) {
            Wire.tree(Files.readString(journal)).forEach(back -> backs.add(Wire.read(back.toString(), Back.class)));
            putBack();
        }
    }

    private void remember(Path path, @Nullable String text, @Nullable Path from) throws IOException {
        backs.add(new Back(path.toString(), text, from == null ? null : from.toString()));
        put(journal, Wire.write(backs));
    }

    void makeFolder(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            remember(folder, null, null);
            Files.createDirectories(folder);
        }
    }

    /** Written beside and moved over, for its owner only: keys are among these files. */
    void write(Path file, String text) throws IOException {
        remember(file, Files.exists(file) ? Files.readString(file) : null, null);
        put(file, text);
    }

    void delete(Path file) throws IOException {
        if (Files.exists(file)) {
            remember(file, Files.readString(file), null);
            Files.delete(file);
        }
    }

    void move(Path from, Path to) throws IOException {
        remember(from, null, to);
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    }

    /** The folder goes with what is in it, once the changes are kept. */
    void deleteFolder(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            var aside = folder.resolveSibling(AWAY + "." + folder.getFileName());
            Folders.delete(aside);
            move(folder, aside);
            away.add(aside);
        }
    }

    void keep() throws IOException {
        backs.clear();
        Files.deleteIfExists(journal);
        while (!away.isEmpty()) {
            Folders.delete(away.removeFirst());
        }
    }

    /** Everything as before; the last change first. */
    void putBack() throws IOException {
        for (var back : backs.reversed()) {
            back.go();
        }
        backs.clear();
        Files.deleteIfExists(journal);
    }

    private static void put(Path file, String text) throws IOException {
        WholeFile.writeForOwner(file, file.resolveSibling(FRESH), text);
    }
}
