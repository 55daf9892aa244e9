package io.chantier.agent.backups;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholenessTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path folder;

    private static final String ROWS = "INSERT INTO `tabNote` VALUES ('a');\n".repeat(20_000);

    private Path dump(String content) {
        return Archives.gzip(folder.resolve("dump-database.sql.gz"), content);
    }

    @Test
    void a_dump_is_whole_that_has_its_last_line() throws Exception {
        assertThat(Wholeness.flaw(Part.DATABASE, dump(ROWS + Archives.END_OF_DUMP)))
                .isEmpty();
        var plain = Files.writeString(folder.resolve("plain.sql"), ROWS + Archives.END_OF_DUMP);
        assertThat(Wholeness.flaw(Part.DATABASE, plain)).isEmpty();
    }

    @Test
    void a_dump_that_was_packed_well_but_cut_short_before_is_broken() throws Exception {
        assertThat(Wholeness.flaw(Part.DATABASE, dump(ROWS)))
                .hasValueSatisfying(said -> assertThat(said).contains("cut short"));
        assertThat(Wholeness.flaw(Part.DATABASE, dump(Archives.END_OF_DUMP + ROWS)))
                .isPresent();
    }

    @Test
    void a_packed_dump_that_lost_its_end_or_a_bit_is_broken() throws Exception {
        var cut = dump(ROWS + Archives.END_OF_DUMP);
        for (long bytes = Files.size(cut) - 1; bytes > 0; bytes /= 2) {
            assertThat(Wholeness.flaw(Part.DATABASE, Archives.cut(cut, bytes)))
                    .as("%s bytes", bytes)
                    .isPresent();
        }
        var flipped = dump(ROWS + Archives.END_OF_DUMP);
        var content = Files.readAllBytes(flipped);
        content[content.length / 2] ^= 1;
        assertThat(Wholeness.flaw(Part.DATABASE, Files.write(flipped, content))).isPresent();
    }

    @Test
    void an_empty_file_is_broken_whatever_it_is() throws Exception {
        var empty = Files.createFile(folder.resolve("empty"));
        for (var part : Part.values()) {
            assertThat(Wholeness.flaw(part, empty)).contains("is empty");
        }
    }

    @Test
    void a_configuration_is_a_json_object() throws Exception {
        var file = folder.resolve("site_config_backup.json");
        assertThat(Wholeness.flaw(Part.SITE_CONFIG, Files.writeString(file, "{\"db_name\": \"_a\"}")))
                .isEmpty();
        assertThat(Wholeness.flaw(Part.SITE_CONFIG, Files.writeString(file, "{\"db_name\": ")))
                .isPresent();
        assertThat(Wholeness.flaw(Part.SITE_CONFIG, Files.writeString(file, "[]")))
                .isPresent();
    }

    @Test
    void what_the_site_encrypted_is_not_read() throws Exception {
        var file = Files.writeString(folder.resolve("a-database-enc.sql.gz"), "gpg");
        assertThat(Wholeness.flaw(Part.DATABASE, file)).isEmpty();
    }

    @Test
    void the_backups_since_a_moment_are_found_by_the_names_of_its_files() throws IOException {
        var backups = Files.createDirectories(folder.resolve("private/backups"));
        write(backups, "20261120_233407-demo_local_test-database.sql.gz");
        var seen = new BackupFolder(folder).look();
        assertThat(new BackupFolder(folder).since(seen)).isEmpty();

        write(backups, "20261120_233409-demo_local_test-database-enc.sql.gz");
        write(backups, "20261120_233409-demo_local_test-private-files.tar");
        write(backups, "20261120_233409-demo_local_test-files.tar");
        write(backups, "20261120_233409-demo_local_test-site_config_backup.json");
        write(backups, "20261120_233408-demo_local_test-database.sql.gz");
        write(backups, "somebody's own.tar");
        Files.createSymbolicLink(
                backups.resolve("20261120_233410-demo_local_test-database.sql.gz"), Path.of("/etc/passwd"));

        var all = new BackupFolder(folder).since(seen);

        assertThat(all).hasSize(2);
        var found = all.getFirst();
        assertThat(found.files()).hasSize(4);
        assertThat(found.files().get(Part.PUBLIC)).hasFileName("20261120_233409-demo_local_test-files.tar");
        assertThat(found.files().get(Part.PRIVATE)).hasFileName("20261120_233409-demo_local_test-private-files.tar");
        assertThat(found.files().get(Part.DATABASE)).hasFileName("20261120_233409-demo_local_test-database-enc.sql.gz");
    }

    private static void write(Path backups, String name) throws IOException {
        Files.writeString(backups.resolve(name), "x");
    }
}
