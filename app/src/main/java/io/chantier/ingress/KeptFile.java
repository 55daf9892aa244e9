package io.chantier.ingress;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;

/** A file of ours in a folder that somebody watches: there as a whole or not at all, written when it has to change. */
final class KeptFile {

    /** Another replica may be writing at this moment; what is older was left by one that was killed. */
    private static final Duration ABANDONED = Duration.ofMinutes(1);

    private final Path file;

    KeptFile(Path folder, String name) {
        this.file = folder.resolve(name);
    }

    /** @return whether the file had another content before */
    boolean keep(byte[] content) throws IOException {
        sweep();
        if (Arrays.equals(content, present())) return false;
        var draft = file.resolveSibling(drafts() + UUID.randomUUID());
        // Created plainly, so that the umask says who may read it: a proxy is another user.
        Files.write(draft, content, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return true;
    }

    private byte[] present() throws IOException {
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            return new byte[0];
        }
    }

    private void sweep() throws IOException {
        var old = Instant.now().minus(ABANDONED);
        try (var drafts = Files.newDirectoryStream(file.resolveSibling("."), drafts() + "*")) {
            for (var draft : drafts) {
                if (draft.toFile().lastModified() < old.toEpochMilli()) Files.deleteIfExists(draft);
            }
        }
    }

    /** A proxy takes no file whose name begins with a dot for one of its own. */
    private String drafts() {
        return "." + file.getFileName() + ".";
    }
}
