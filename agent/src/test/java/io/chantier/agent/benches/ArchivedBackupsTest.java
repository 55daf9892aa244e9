package io.chantier.agent.benches;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is handed out of the archive of a bench, and what is not. */
class ArchivedBackupsTest {

    private static final BenchName BENCH = new BenchName("bench-1");
    private static final SiteName SITE = SiteName.of("shop.example.org").orElseThrow();
    private static final String FILE = "20261120_101500-shop_example_org-database.sql.gz";

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path home;

    private Path backups;
    private ArchivedBackups archived;

    @BeforeEach
    void archive() throws IOException {
        backups = archived("shop.example.org");
        Files.writeString(backups.resolve(FILE), "a dump");
        Files.writeString(home.resolve("secret.txt"), "of the server");
        archived = new ArchivedBackups(new Benches(home));
    }

    /** The backups of a site that was archived, none yet. */
    private Path archived(String name) throws IOException {
        var site = home.resolve("bench-1/archived").resolve(name);
        var made = Files.createDirectories(site.resolve("private/backups"));
        Files.writeString(site.resolve("site_config.json"), "{}");
        return made;
    }

    @Test
    void a_file_is_handed_out_with_its_length_from_either_archive() throws IOException {
        assertHandsOut();
        var below = home.resolve("bench-1/sites");
        Files.createDirectories(below);
        Files.move(home.resolve("bench-1/archived"), below.resolve("archived"));
        assertHandsOut();
    }

    private void assertHandsOut() throws IOException {
        var content = archived.open(BENCH, SITE, FILE).orElseThrow();
        try (var stream = content.stream()) {
            assertThat(content.bytes()).isEqualTo(6);
            assertThat(stream.readAllBytes()).isEqualTo("a dump".getBytes(StandardCharsets.UTF_8));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "..",
                "../backups/x",
                "../../site_config.json",
                "/etc/passwd",
                "a/b",
                "-x",
                "a\0b",
                "no-such"
            })
    void what_is_no_name_of_a_file_there_is_not_found(String name) {
        assertThat(archived.open(BENCH, SITE, name)).isEmpty();
    }

    @Test
    void a_site_that_was_archived_under_the_name_of_an_earlier_one_has_its_own_files() throws IOException {
        Files.move(backups.resolve(FILE), archived("shop.example.org12").resolve(FILE));
        Files.writeString(backups.resolve("of-the-first.sql.gz"), "of the first");

        assertHandsOut();
        assertThat(archived.open(BENCH, SITE, "of-the-first.sql.gz")).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"shop.example.orgx", "shop.example.org0", "shop.example.org1x", "shop.example.org-1", "1"})
    void what_was_archived_under_another_name_is_not_looked_at(String name) throws IOException {
        Files.writeString(archived(name).resolve("of-another.sql.gz"), "of another");
        assertThat(archived.open(BENCH, SITE, "of-another.sql.gz")).isEmpty();
    }

    @Test
    void a_file_that_several_sites_have_is_nobodys() throws IOException {
        Files.writeString(archived("shop.example.org1").resolve(FILE), "of another");
        assertThat(archived.open(BENCH, SITE, FILE)).isEmpty();
    }

    @Test
    void what_is_no_archived_site_has_no_backups() throws IOException {
        Files.delete(home.resolve("bench-1/archived/shop.example.org/site_config.json"));
        assertThat(archived.open(BENCH, SITE, FILE)).isEmpty();

        Files.writeString(archived("elsewhere").resolve("linked.sql.gz"), "of another");
        Files.createSymbolicLink(home.resolve("bench-1/archived/shop.example.org2"), Path.of("elsewhere"));
        assertThat(archived.open(BENCH, SITE, "linked.sql.gz")).isEmpty();
    }

    @Test
    void no_link_leads_out_of_the_archive() throws IOException {
        Files.createSymbolicLink(backups.resolve("dump.sql.gz"), home.resolve("secret.txt"));
        assertThat(archived.open(BENCH, SITE, "dump.sql.gz")).isEmpty();

        var elsewhere = Files.createDirectories(home.resolve("elsewhere"));
        Files.writeString(elsewhere.resolve(FILE), "of another");
        Files.delete(backups.resolve(FILE));
        Files.delete(backups.resolve("dump.sql.gz"));
        Files.delete(backups);
        Files.createSymbolicLink(backups, elsewhere);
        assertThat(archived.open(BENCH, SITE, FILE)).isEmpty();
    }
}
