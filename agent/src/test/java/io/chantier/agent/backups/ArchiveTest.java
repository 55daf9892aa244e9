package io.chantier.agent.backups;

import static io.chantier.agent.backups.Archives.file;
import static io.chantier.agent.backups.Archives.folder;
import static io.chantier.agent.backups.Archives.link;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Archives of the files of sites, also such as somebody made to get out of the site. */
class ArchiveTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path home;

    private Path site = Path.of("");
    private Path staging = Path.of("");

    @BeforeEach
    void makeSite() throws IOException {
        site = Files.createDirectories(home.resolve("demo.local.test"));
        staging = home.resolve("staging");
        Files.createDirectories(site.resolve("public/files"));
        Files.writeString(site.resolve("public/files/kept.txt"), "kept");
        Files.writeString(site.resolve("public/files/old.txt"), "old");
    }

    private Path archive(Archives.Fill fill) {
        return Archives.tar(home.resolve("files.tar"), fill);
    }

    @Test
    void files_of_another_site_are_put_over_those_that_are_there() throws Exception {
        var archive = archive(tar -> {
            folder(tar, "./other.local.test/public/files");
            file(tar, "./other.local.test/public/files/old.txt", "new");
            file(tar, "./other.local.test/public/files/a/" + "long".repeat(60) + "/é.txt", "deep");
        });

        assertThat(Archive.unpack(archive, Part.PUBLIC, site, staging)).isEmpty();

        assertThat(site.resolve("public/files/old.txt")).hasContent("new");
        assertThat(site.resolve("public/files/kept.txt")).hasContent("kept");
        assertThat(site.resolve("public/files/a/" + "long".repeat(60) + "/é.txt"))
                .hasContent("deep");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gnu", "pax"})
    void a_file_with_holes_is_refused_whatever_the_program_that_packed_it(String format) throws Exception {
        try (var file = new RandomAccessFile(site.resolve("public/files/holes").toFile(), "rw")) {
            file.setLength(64L << 20);
        }
        var archive = home.resolve("holes.tar");
        var tar = new ProcessBuilder(
                        "tar", "--sparse", "--format=" + format, "-cf", archive.toString(), "./demo.local.test")
                .directory(home.toFile())
                .inheritIO()
                .start();
        assertThat(tar.waitFor()).isZero();
        assertThat(Archive.danger(Part.PUBLIC, archive)).isPresent();
    }

    static Stream<Arguments> bad() {
        return Stream.of(
                Arguments.of("a symbolic link", (Archives.Fill)
                        tar -> link(tar, "./demo.local.test/public/files/l", "/etc/passwd", false)),
                Arguments.of("a hard link", (Archives.Fill)
                        tar -> link(tar, "./demo.local.test/public/files/l", "site_config.json", true)),
                Arguments.of("a way up", (Archives.Fill)
                        tar -> file(tar, "./demo.local.test/public/files/../../site_config.json", "{}")),
                Arguments.of(
                        "a way up at the end", (Archives.Fill) tar -> folder(tar, "./demo.local.test/public/files/..")),
                Arguments.of("an absolute path", (Archives.Fill) tar -> file(tar, "/tmp/public/files/x", "x")),
                Arguments.of("the configuration", (Archives.Fill)
                        tar -> file(tar, "./demo.local.test/site_config.json", "{}")),
                Arguments.of(
                        "private files", (Archives.Fill) tar -> file(tar, "./demo.local.test/private/files/x", "x")),
                Arguments.of("a file beside the site", (Archives.Fill) tar -> file(tar, "x", "x")),
                Arguments.of("a device", (Archives.Fill) tar -> {
                    tar.putArchiveEntry(
                            new TarArchiveEntry("./demo.local.test/public/files/d", TarConstants.LF_CHR, true));
                    tar.closeArchiveEntry();
                }));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bad")
    void what_would_get_out_of_its_folder_changes_nothing(String what, Archives.Fill fill) throws Exception {
        var archive = archive(tar -> {
            file(tar, "./demo.local.test/public/files/old.txt", "new");
            fill.into(tar);
        });

        assertThat(Archive.unpack(archive, Part.PUBLIC, site, staging)).as(what).isPresent();

        assertThat(site.resolve("public/files/old.txt")).hasContent("old");
        assertThat(site.resolve("site_config.json")).doesNotExist();
        assertThat(site.resolve("private")).doesNotExist();
    }

    @Test
    void an_archive_that_lost_its_end_changes_nothing() throws Exception {
        var archive = archive(tar -> {
            file(tar, "./demo.local.test/public/files/old.txt", "new");
            file(tar, "./demo.local.test/public/files/big.txt", "x".repeat(100_000));
        });
        for (long bytes : new long[] {Files.size(archive) - 10_240, 50_000, 1024, 700, 3}) {
            assertThat(Archive.unpack(Archives.cut(archive, bytes), Part.PUBLIC, site, staging))
                    .as("%s bytes", bytes)
                    .isPresent();
        }
        assertThat(site.resolve("public/files/old.txt")).hasContent("old");
    }

    @Test
    void a_folder_of_the_site_that_is_a_link_is_not_followed() throws Exception {
        var outside = Files.createDirectories(home.resolve("outside"));
        Files.createSymbolicLink(site.resolve("public/files/out"), outside);
        var archive = archive(tar -> {
            file(tar, "./demo.local.test/public/files/old.txt", "new");
            file(tar, "./demo.local.test/public/files/out/x", "x");
        });

        assertThat(Archive.unpack(archive, Part.PUBLIC, site, staging)).isPresent();

        assertThat(outside).isEmptyDirectory();
        assertThat(site.resolve("public/files/old.txt")).hasContent("old");
    }

    @Test
    void no_archive_at_all_is_told_as_such() throws Exception {
        var text = Files.writeString(home.resolve("files.tar"), "<html>not found</html>".repeat(200));
        assertThat(Archive.unpack(text, Part.PUBLIC, site, staging)).isPresent();
        var packed = Archives.gzip(home.resolve("files.tgz"), "<html>not found</html>".repeat(200));
        assertThat(Archive.unpack(packed, Part.PUBLIC, site, staging)).isPresent();
    }
}
