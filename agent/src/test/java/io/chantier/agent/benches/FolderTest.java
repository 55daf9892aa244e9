package io.chantier.agent.benches;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chantier.agent.databases.DatabaseName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FolderTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path home;

    @Test
    void what_is_not_there_or_no_folder_or_a_link_is_no_folder() throws IOException {
        Files.writeString(home.resolve("file"), "");
        Files.createSymbolicLink(home.resolve("link"), Files.createDirectory(home.resolve("folder")));
        try (var folder = Folder.open(home).orElseThrow()) {
            assertThat(folder.child("nothing")).isEmpty();
            assertThat(folder.child("file")).isEmpty();
            assertThat(folder.child("link")).isEmpty();
        }
        assertThat(Folder.open(home.resolve("nothing"))).isEmpty();
        assertThat(Folder.open(home.resolve("file"))).isEmpty();
    }

    @Test
    void what_the_system_cannot_look_at_is_not_taken_for_missing() {
        var unreadable = "x".repeat(300);
        try (var folder = Folder.open(home).orElseThrow()) {
            assertThatThrownBy(() -> folder.child(unreadable)).isInstanceOf(UncheckedIOException.class);
        }
        assertThatThrownBy(() -> Folder.open(home.resolve(unreadable))).isInstanceOf(UncheckedIOException.class);
    }

    /** The system cannot say any more what is in a folder about a process that is over. */
    @Test
    void a_folder_that_cannot_be_read_on_is_not_taken_for_empty() throws Exception {
        var process = new ProcessBuilder("sleep", "60").start();
        try (var folder =
                Folder.open(Path.of("/proc/" + process.pid() + "/net")).orElseThrow()) {
            process.destroyForcibly().waitFor();
            assertThatThrownBy(folder::names).isInstanceOf(UncheckedIOException.class);
        } finally {
            process.destroyForcibly();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"mysql", "sys", "information_schema", "performance_schema", "MySQL"})
    void what_the_server_keeps_about_itself_is_the_database_of_no_site(String name) {
        assertThat(DatabaseName.of(name)).isEmpty();
    }
}
