package io.chantier.postgres;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.ReentrantLock;

/** One starter at a time: a lock between the threads of this process and a file lock between processes. */
final class StartLock implements AutoCloseable {

    private static final ReentrantLock WITHIN_PROCESS = new ReentrantLock();

    private final FileChannel channel;
    private final FileLock lock;

    private StartLock(FileChannel channel, FileLock lock) {
        this.channel = channel;
        this.lock = lock;
    }

    static StartLock take(Path file) throws IOException {
        WITHIN_PROCESS.lock();
        try {
            var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            return new StartLock(channel, channel.lock());
        } catch (IOException | RuntimeException e) {
            WITHIN_PROCESS.unlock();
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        try {
            lock.release();
            channel.close();
        } finally {
            WITHIN_PROCESS.unlock();
        }
    }
}
