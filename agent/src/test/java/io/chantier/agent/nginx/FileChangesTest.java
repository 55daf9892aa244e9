package io.chantier.agent.nginx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that change together, and what is left of that where it was not kept. */
class FileChangesTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path folder;

    @BeforeEach
    void fill() throws IOException {
        Files.createDirectories(folder.resolve("hosts/a.test"));
        Files.createDirectories(folder.resolve("hosts/gone.test"));
        Files.writeString(folder.resolve("hosts/a.test/map.json"), "{\"a.test\":\"one\"}");
        Files.writeString(folder.resolve("hosts/gone.test/privkey.pem"), "KEY é");
        Files.writeString(folder.resolve("hosts/old"), "old");
    }

    @Test
    void what_a_kill_cut_short_is_taken_back_by_whoever_comes_next() throws IOException {
        var before = files();
        change(new FileChanges(journal()));
        assertThat(files()).isNotEqualTo(before);

        new FileChanges(journal());

        assertThat(files()).isEqualTo(before);
        assertThat(Files.exists(folder.resolve("hosts/b.test"))).isFalse();
    }

    @Test
    void what_is_put_back_is_as_before() throws IOException {
        var before = files();
        var changes = new FileChanges(journal());
        change(changes);
        changes.putBack();
        assertThat(files()).isEqualTo(before);
    }

    @Test
    void what_is_kept_stays_and_nothing_is_left_beside() throws IOException {
        var changes = new FileChanges(journal());
        change(changes);
        changes.keep();
        new FileChanges(journal());
        assertThat(files().keySet()).containsExactly("hosts/a.test/map.json", "hosts/b.test/map.json", "hosts/moved");
        assertThat(Files.readString(folder.resolve("hosts/a.test/map.json"))).isEqualTo("{}");
    }

    @Test
    void half_a_file_that_a_kill_left_does_not_stop_the_way_back() throws IOException {
        var before = files();
        var changes = new FileChanges(journal());
        changes.makeFolder(folder.resolve("hosts/b.test"));
        Files.writeString(folder.resolve("hosts/b.test/.new"), "{\"b.te");

        new FileChanges(journal());

        assertThat(files()).isEqualTo(before);
        assertThat(Files.exists(folder.resolve("hosts/b.test"))).isFalse();
    }

    @Test
    void half_a_file_is_no_site() throws IOException {
        Files.createDirectories(folder.resolve("upstreams/10.0.0.1"));
        var upstream = folder.resolve("upstreams/10.0.0.1");
        var sites = new TreeSet<String>();
        for (var text : List.of("", "suspended".repeat(400_000))) {
            var writing = Thread.ofPlatform().start(() -> write(upstream.resolve("a.test"), text));
            while (writing.isAlive()) {
                new ProxyState(folder).all().values().forEach(all -> sites.addAll(all.keySet()));
            }
        }
        new ProxyState(folder).all().values().forEach(all -> sites.addAll(all.keySet()));
        assertThat(sites).containsExactly("a.test");
    }

    @Test
    void a_file_that_cannot_be_written_leaves_nothing_beside_it() throws IOException {
        var before = files();
        var changes = new FileChanges(journal());
        assertThatThrownBy(() -> changes.write(folder.resolve("hosts/a.test/" + "x".repeat(300)), "text"))
                .isInstanceOf(IOException.class);
        assertThat(files()).isEqualTo(before);
    }

    private void write(Path file, String text) {
        try {
            var changes = new FileChanges(journal());
            changes.write(file, text);
            changes.keep();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void change(FileChanges changes) throws IOException {
        changes.makeFolder(folder.resolve("hosts/b.test"));
        changes.write(folder.resolve("hosts/b.test/map.json"), "{\"b.test\":\"two\"}");
        changes.write(folder.resolve("hosts/a.test/map.json"), "{}");
        changes.move(folder.resolve("hosts/old"), folder.resolve("hosts/moved"));
        changes.deleteFolder(folder.resolve("hosts/gone.test"));
    }

    private Path journal() {
        return folder.resolve("undo");
    }

    private TreeMap<String, String> files() throws IOException {
        var found = new TreeMap<String, String>();
        try (var all = Files.walk(folder)) {
            for (var file : all.filter(Files::isRegularFile).toList()) {
                found.put(folder.relativize(file).toString(), Files.readString(file));
            }
        }
        found.remove("undo");
        return found;
    }
}
