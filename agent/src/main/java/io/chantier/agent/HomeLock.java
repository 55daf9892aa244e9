package io.chantier.agent;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** One agent works with a folder: a second one would take the commands of the first for leftovers and end them. */
final class HomeLock implements AutoCloseable {

    private final FileChannel channel;

    private HomeLock(FileChannel channel) {
        this.channel = channel;
    }

    /** Held until it is closed or the process is over, be it by a kill. */
    static HomeLock of(Path home) {
        try {
            var channel =
                    FileChannel.open(home.resolve("agent.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (lock(channel) == null) {
                channel.close();
                throw new IllegalStateException(
                        "Another agent works with " + home + "; stop it, or set CHANTIER_AGENT_HOME to another folder");
            }
            return new HomeLock(channel);
        } catch (IOException e) {
            throw new UncheckedIOException("The agent cannot use its folder " + home, e);
        }
    }

    private static @Nullable FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException _) {
            return null; // by another agent in this process
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
