package io.chantier.cli.backup;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The files of a data folder that belong into a backup: all but what is dumped otherwise or can be made again. */
final class DataFiles {

    private static final Set<String> LEFT_OUT = Set.of(
            "postgres",
            "logs",
            "clients",
            "releases",
            "media",
            "cache",
            "tmp",
            "cli.token",
            "admin-password.once",
            "running.properties");

    private DataFiles() {}

    /** Whether a path, relative to the data folder, is one that a backup holds. */
    static boolean belongs(Path relative) {
        return !LEFT_OUT.contains(relative.getName(0).toString());
    }

    /** The files of a data folder beside its blobs. */
    static List<Path> beside(Path data, Path blobs) throws IOException {
        return in(data).stream()
                .filter(file -> !file.startsWith(blobs) && !file.startsWith(data.resolve(BlobFolder.NAME)))
                .toList();
    }

    /** The blobs in a folder; what is being written is not one yet. */
    static List<Path> blobs(Path folder) throws IOException {
        return in(folder).stream()
                .filter(file -> file.getParent() != null && !file.getParent().equals(folder))
                .toList();
    }

    /** Regular files only: links are neither followed nor saved. */
    static List<Path> in(Path data) throws IOException {
        var found = new ArrayList<Path>();
        if (!Files.exists(data)) {
            return found;
        }
        Files.walkFileTree(data, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                return folder.equals(data) || isSaved(data.relativize(folder))
                        ? FileVisitResult.CONTINUE
                        : FileVisitResult.SKIP_SUBTREE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (attributes.isRegularFile() && isSaved(data.relativize(file))) {
                    found.add(file);
                }
                return FileVisitResult.CONTINUE;
            }

            // A file that is being written may be renamed while we look.
            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
                return FileVisitResult.CONTINUE;
            }
        });
        return found;
    }

    private static boolean isSaved(Path relative) {
        boolean blobBeingWritten = relative.startsWith("storage/tmp");
        return belongs(relative)
                && !blobBeingWritten
                && !relative.getFileName().toString().endsWith(".tmp");
    }
}
