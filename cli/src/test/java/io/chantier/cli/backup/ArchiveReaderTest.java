package io.chantier.cli.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chantier.cli.installation.CliException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArchiveReaderTest {

    private static final byte[] TEXT = "hello".getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void nameFile() {
        file = folder.resolve("backup.tar.gz");
    }

    @Test
    void a_sound_backup_passes_and_unpacks() throws Exception {
        write(List.of(plain("data/storage/ab/cd"), plain("database/schema.json")));
        var reader = new ArchiveReader(file, 1 << 20);
        reader.verify();
        reader.extract(folder.resolve("out"));
        assertThat(folder.resolve("out/data/storage/ab/cd")).hasContent("hello");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "data/../../etc/cron.d/x",
                "/etc/passwd",
                "data/./x",
                "data//x",
                "data/a\\b",
                "other/x",
                "data/..",
                "data/postgres/password",
                "data/cli.token",
                "database/../x",
                "data/a\nb"
            })
    void a_name_that_leads_elsewhere_is_refused(String name) throws Exception {
        write(List.of(plain(name)));
        assertThatThrownBy(() -> new ArchiveReader(file, 1 << 20).verify())
                .isInstanceOf(CliException.class)
                .hasMessageContaining("restore.refused.name");
    }

    @Test
    void links_and_devices_are_refused() throws Exception {
        for (var kind : List.of(
                TarConstants.LF_SYMLINK,
                TarConstants.LF_LINK,
                TarConstants.LF_CHR,
                TarConstants.LF_FIFO,
                TarConstants.LF_DIR)) {
            var entry = new TarArchiveEntry("data/x", kind);
            entry.setLinkName("/etc/passwd");
            write(List.of(new Item(entry, "")));
            assertThatThrownBy(() -> new ArchiveReader(file, 1 << 20).verify())
                    .as("kind %s", (char) kind.byteValue())
                    .hasMessageContaining("restore.refused.kind");
        }
    }

    @Test
    void one_name_twice_is_refused() throws Exception {
        write(List.of(plain("data/x"), plain("data/x")));
        assertThatThrownBy(() -> new ArchiveReader(file, 1 << 20).verify()).hasMessageContaining("twice");
    }

    @Test
    void more_than_fits_is_refused() throws Exception {
        write(List.of(plain("data/x"), plain("data/y")));
        assertThatThrownBy(() -> new ArchiveReader(file, 9).verify()).hasMessageContaining("restore.room");
    }

    @Test
    void a_changed_file_and_an_unknown_one_are_refused() throws Exception {
        var item = plain("data/x");
        writeWith(new Manifest(1, "", "", Map.of(), List.of(new Manifest.Entry("data/x", 5, "0".repeat(64)))), item);
        assertThatThrownBy(() -> new ArchiveReader(file, 1 << 20).verify()).hasMessageContaining("differs");
        writeWith(new Manifest(1, "", "", Map.of(), List.of()), item);
        assertThatThrownBy(() -> new ArchiveReader(file, 1 << 20).verify()).hasMessageContaining("extra");
    }

    @Test
    void what_is_no_backup_is_said_to_be_none() throws Exception {
        Files.writeString(file, "no archive");
        assertThatThrownBy(() -> new ArchiveReader(file, 1 << 20).verify()).hasMessageContaining("restore.unreadable");
        try (var archive = new Archive(file)) {
            archive.add("data/x", TEXT);
        }
        assertThatThrownBy(() -> new ArchiveReader(file, 1 << 20).verify()).hasMessageContaining("restore.manifest");
    }

    @Test
    void a_backup_cut_short_is_refused() throws Exception {
        write(List.of(plain("data/x"), plain("data/y")));
        var bytes = Files.readAllBytes(file);
        Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length / 2));
        assertThatThrownBy(() -> new ArchiveReader(file, 1 << 20).verify()).isInstanceOf(CliException.class);
        assertThatCode(() -> Files.write(file, bytes)).doesNotThrowAnyException();
    }

    private record Item(TarArchiveEntry entry, String content) {}

    private static byte[] bytes(Item item) {
        return item.content().getBytes(StandardCharsets.UTF_8);
    }

    private static Item plain(String name) {
        var entry = new TarArchiveEntry(name, true);
        entry.setSize(TEXT.length);
        return new Item(entry, "hello");
    }

    private void write(List<Item> items) throws IOException {
        var entries = new ArrayList<Manifest.Entry>();
        for (var item : items) {
            var digest = java.util.HexFormat.of().formatHex(Archive.sha256().digest(bytes(item)));
            entries.add(
                    new Manifest.Entry(item.entry().getName(), item.content().length(), digest));
        }
        writeWith(new Manifest(1, "", "", Map.of(), entries), items.toArray(Item[]::new));
    }

    private void writeWith(Manifest manifest, Item... items) throws IOException {
        try (var tar = new TarArchiveOutputStream(new GzipCompressorOutputStream(Files.newOutputStream(file)))) {
            for (var item : items) {
                tar.putArchiveEntry(item.entry());
                tar.write(bytes(item));
                tar.closeArchiveEntry();
            }
            var json = Backup.JSON.writeValueAsBytes(manifest);
            var entry = new TarArchiveEntry(Manifest.NAME);
            entry.setSize(json.length);
            tar.putArchiveEntry(entry);
            tar.write(json);
            tar.closeArchiveEntry();
        }
    }
}
