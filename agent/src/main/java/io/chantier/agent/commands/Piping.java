package io.chantier.agent.commands;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** Moves bytes between a running program and a file. */
final class Piping {

    private static final int BUFFER = 64 * 1024;
    private static final Duration LAST_BYTES = Duration.ofMinutes(1);

    private final Process process;
    private final @Nullable Thread thread;
    private volatile @Nullable IOException trouble;

    private interface Work {
        void run() throws IOException;
    }

    Piping(Process process, Pipe pipe) {
        this.process = process;
        this.thread = switch (pipe) {
            case Pipe.None _ -> null;
            case Pipe.Into(var file) -> start(() -> compress(process.getInputStream(), file));
            case Pipe.From(var file) -> start(() -> decompress(file, process.getOutputStream()));
        };
    }

    private Thread start(Work work) {
        return Thread.ofPlatform().daemon().name("command-pipe").start(() -> {
            try {
                work.run();
            } catch (IOException e) {
                trouble = e;
                // Half of its bytes are no end of file: the program must not take them for the whole.
                process.destroyForcibly();
            }
        });
    }

    /** Why not all bytes arrived; empty where they did. */
    Optional<String> trouble() throws InterruptedException {
        if (thread == null) {
            return Optional.empty();
        }
        if (!thread.join(LAST_BYTES)) {
            return Optional.of("the pipe did not end with the program");
        }
        var why = trouble;
        return why == null ? Optional.empty() : Optional.of(String.valueOf(why.getMessage()));
    }

    private static void compress(InputStream from, Path file) throws IOException {
        var options = Set.of(
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE,
                LinkOption.NOFOLLOW_LINKS);
        try (from;
                var channel = FileChannel.open(file, options)) {
            try (var gzip = new GZIPOutputStream(new KeptOpen(Channels.newOutputStream(channel)), BUFFER)) {
                from.transferTo(gzip);
            }
            channel.force(true);
        }
    }

    private static void decompress(Path file, OutputStream to) throws IOException {
        try (var gzip = new GZIPInputStream(Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS), BUFFER)) {
            gzip.transferTo(to);
        }
        to.close();
    }

    /** The end of the compressed bytes is not yet the end of the file, which has to be durable first. */
    private static final class KeptOpen extends OutputStream {

        private final OutputStream out;

        KeptOpen(OutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int value) throws IOException {
            out.write(value);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
        }
    }
}
