package io.chantier.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Folders of the data folder that no other account of the machine may look into. */
public final class PrivateFolders {

    private PrivateFolders() {}

    /** Makes it where it is missing. One that is there keeps the permissions that it was given. */
    public static Path make(Path folder) {
        try {
            if (Files.isDirectory(folder)) return folder;
            var parent = folder.toAbsolutePath().getParent();
            if (parent != null) Files.createDirectories(parent);
            var ours = PosixFilePermissions.fromString("rwx------");
            return Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(ours));
        } catch (FileAlreadyExistsException _) {
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
