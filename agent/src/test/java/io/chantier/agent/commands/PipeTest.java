package io.chantier.agent.commands;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteDataSource;

/** Bytes between a program and a file: all of them, or a failure whatever the program says. */
class PipeTest {

    private static final byte[] BYTES = bytes();

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path folder;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Commands commands;

    private final Watched step = new Watched();

    /** More than fits into any buffer, and not to be compressed. */
    private static byte[] bytes() {
        var bytes = new byte[3_000_000];
        new Random(7).nextBytes(bytes);
        return bytes;
    }

    @BeforeEach
    void open() {
        var journal = new SQLiteDataSource();
        journal.setUrl("jdbc:sqlite:" + folder.resolve("jobs.sqlite3"));
        commands = new Commands(journal);
    }

    @AfterEach
    void end() {
        commands.close();
    }

    private CommandEnd run(Pipe pipe, String script, String argument) throws InterruptedException {
        var program = Script.in(folder, "program", script);
        var command =
                Command.of(folder, List.of(program, argument)).with(Map.of("PATH", "/usr/local/bin:/usr/bin:/bin"));
        return commands.run(step, "Pipe", command, pipe);
    }

    private Path compressed(byte[] bytes) throws IOException {
        var file = folder.resolve("in.gz");
        try (var gzip = new GZIPOutputStream(Files.newOutputStream(file))) {
            gzip.write(bytes);
        }
        return file;
    }

    @Test
    void what_a_program_writes_is_compressed_and_what_it_says_of_errors_is_told() throws Exception {
        var in = Files.write(folder.resolve("in"), BYTES);
        var out = folder.resolve("out.gz");

        var end = run(new Pipe.Into(out), "echo warning >&2; cat \"$1\"", in.toString());

        assertThat(end)
                .isInstanceOfSatisfying(
                        CommandEnd.Succeeded.class,
                        done -> assertThat(done.output()).isEqualTo("warning"));
        try (var gzip = new GZIPInputStream(Files.newInputStream(out))) {
            assertThat(gzip.readAllBytes()).isEqualTo(BYTES);
        }
    }

    @Test
    void what_a_program_reads_is_all_that_the_file_holds() throws Exception {
        var end = run(
                new Pipe.From(compressed(BYTES)),
                "cat > \"$1\"",
                folder.resolve("out").toString());

        assertThat(end).isInstanceOf(CommandEnd.Succeeded.class);
        assertThat(Files.readAllBytes(folder.resolve("out"))).isEqualTo(BYTES);
    }

    @Test
    void a_full_disk_is_a_failure_though_the_program_says_nothing() throws Exception {
        var end = run(new Pipe.Into(Path.of("/dev/full")), "echo short; exit 0", "");

        assertThat(end).isInstanceOfSatisfying(CommandEnd.Failed.class, failed -> {
            assertThat(failed.code()).isNotZero();
            assertThat(failed.output()).contains("No space left on device");
        });
    }

    @Test
    void a_file_that_was_cut_short_is_a_failure_though_the_program_says_nothing() throws Exception {
        var file = compressed(BYTES);
        var bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length - 100));

        var end = run(new Pipe.From(file), "cat > /dev/null; exit 0", "");

        assertThat(end).isInstanceOf(CommandEnd.Failed.class);
    }

    @Test
    void a_program_that_does_not_read_to_the_end_is_a_failure_though_it_says_nothing() throws Exception {
        var end = run(new Pipe.From(compressed(BYTES)), "exit 0", "");

        assertThat(end).isInstanceOf(CommandEnd.Failed.class);
    }

    @Test
    void a_file_that_is_a_link_is_not_written_through() throws Exception {
        var victim = Files.writeString(folder.resolve("victim"), "whole");
        Files.createSymbolicLink(folder.resolve("out.gz"), victim);

        var end = run(new Pipe.Into(folder.resolve("out.gz")), "echo x", "");

        assertThat(end).isInstanceOf(CommandEnd.Failed.class);
        assertThat(Files.readString(victim, StandardCharsets.UTF_8)).isEqualTo("whole");
    }
}
