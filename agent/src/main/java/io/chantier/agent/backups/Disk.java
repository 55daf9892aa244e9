package io.chantier.agent.backups;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The disk on which the benches are. */
public final class Disk {

    private static final long KEPT_FREE = 64L * 1024 * 1024;

    private Disk() {}

    /** Whether so many bytes more leave the databases and the journal on the same disk some room. */
    public static boolean hasRoom(Path folder, long bytes) throws IOException {
        return Files.getFileStore(folder).getUsableSpace() - KEPT_FREE >= bytes;
    }
}
