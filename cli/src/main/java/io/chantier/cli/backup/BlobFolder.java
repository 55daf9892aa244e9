package io.chantier.cli.backup;

import io.chantier.cli.installation.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Where the blobs lie: pictures, releases, revisions. In {@code storage} of the data folder, unless {@code
 * CHANTIER_STORAGE_BLOBS} names another place; a backup always holds them under {@code data/storage}.
 */
record BlobFolder(Path folder) {

    static final String NAME = "storage";

    /** A relative name is relative to where the app is started, as the app has it. */
    static BlobFolder of(Path data, Home home, Map<String, String> environment) {
        var named = environment.getOrDefault("CHANTIER_STORAGE_BLOBS", "");
        var folder = named.isEmpty() ? data.resolve(NAME) : home.root().resolve(named);
        return new BlobFolder(folder.toAbsolutePath().normalize());
    }

    /** The name in a backup of a file that lies in this folder. */
    String entry(Path file) {
        return "data/" + NAME + "/" + folder.relativize(file);
    }

    Path place(String digest) {
        return folder.resolve(digest.substring(0, 2)).resolve(digest.substring(2));
    }

    boolean isIn(Path data) {
        return folder.equals(data.resolve(NAME));
    }

    /** Takes over what lies in another folder; a blob that is here already is the same one and stays. */
    void takeFrom(Path other) throws IOException {
        for (var file : Files.exists(other) ? DataFiles.blobs(other) : List.<Path>of()) {
            var target = folder.resolve(other.relativize(file));
            if (Files.exists(target)) {
                continue;
            }
            Files.createDirectories(target.getParent());
            var aside = target.resolveSibling("." + UUID.randomUUID() + ".tmp");
            Files.copy(file, aside);
            Files.move(aside, target, StandardCopyOption.ATOMIC_MOVE);
        }
    }
}
