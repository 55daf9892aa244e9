package io.chantier.agent.benches;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.chantier.agent.BenchSettings;
import io.chantier.agent.StandInBench;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteDataSource;

/** Archived sites and their last backups go when their time is over, and nothing else. */
class ArchivedSitesTest {

    private static final Instant BEGIN = Instant.parse("2026-11-22T12:00:00Z");

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path home;

    private Path archived;
    private Path site;
    private Path elsewhere;

    @BeforeEach
    void archive() throws IOException {
        var bench = StandInBench.in(home);
        archived = Files.createDirectories(bench.folder().resolve("archived"));
        var old = Files.createDirectories(bench.folder().resolve("sites/shop.example.org/private/backups"));
        Files.writeString(old.resolve("dump.sql.gz"), "dump");
        Files.writeString(bench.folder().resolve("sites/shop.example.org/site_config.json"), "{}");
        var folder = bench.folder().resolve("sites/shop.example.org");
        site = Files.move(folder, archived.resolve("shop.example.org"));
        elsewhere = Files.createDirectories(home.resolve("elsewhere"));
        Files.createSymbolicLink(archived.resolve("link"), elsewhere);
    }

    /** As by an agent that is started anew each time. */
    private void look(Instant now, int keptDays) {
        var benches = new Benches(home.resolve("benches"));
        new ArchivedSites(benches, Duration.ofDays(keptDays), journal(), InstantSource.fixed(now)).removeOld();
    }

    private DataSource journal() {
        var journal = new SQLiteDataSource();
        journal.setUrl("jdbc:sqlite:" + home.resolve("jobs.sqlite3") + "?synchronous=OFF");
        return journal;
    }

    private void execute(String statement) throws SQLException {
        try (var connection = journal().getConnection();
                var open = connection.createStatement()) {
            open.execute(statement);
        }
    }

    /** Twice a day, from the first day to the last. */
    private void looks(int firstDay, int lastDay, int keptDays) {
        for (int half = 2 * firstDay; half <= 2 * lastDay; half++) {
            look(BEGIN.plus(Duration.ofHours(12L * half)), keptDays);
        }
    }

    @Test
    void a_site_stays_until_its_time_is_over_counted_from_when_the_agent_first_saw_it_there() {
        looks(0, 29, 30);
        assertThat(site.resolve("private/backups/dump.sql.gz")).exists();
        looks(30, 31, 30);
        assertThat(site).doesNotExist();
        assertThat(archived).exists();
        assertThat(elsewhere).as("links are not followed").exists();
    }

    @Test
    void a_clock_that_jumps_years_ahead_or_back_removes_nothing() {
        looks(0, 20, 30);
        look(BEGIN.plus(Duration.ofDays(4000)), 30);
        look(BEGIN.plus(Duration.ofDays(20)), 30);
        look(BEGIN.plus(Duration.ofDays(9000)), 30);
        assertThat(site).exists();

        looks(9000, 9007, 30);
        assertThat(site).exists();
        looks(9007, 9009, 30);
        assertThat(site).doesNotExist();
    }

    @Test
    void another_folder_that_takes_the_name_of_one_begins_anew() throws IOException {
        looks(0, 20, 30);
        Files.move(site, home.resolve("taken-out"));
        Files.createDirectories(site);
        Files.writeString(site.resolve("site_config.json"), "{}");
        looks(20, 49, 30);
        assertThat(site).exists();
        looks(50, 51, 30);
        assertThat(site).doesNotExist();
    }

    /** Its folder is the same one, from the same time: only when it was moved last tells. */
    @Test
    void one_that_was_brought_back_and_archived_again_between_two_looks_begins_anew() throws IOException {
        looks(0, 29, 30);
        var back = archived.resolveSibling("sites/shop.example.org");
        Files.move(site, back);
        Files.move(back, site);
        looks(30, 59, 30);
        assertThat(site.resolve("private/backups/dump.sql.gz")).exists();
        looks(60, 61, 30);
        assertThat(site).doesNotExist();
    }

    @Test
    void a_look_at_a_bench_that_cannot_be_read_just_then_makes_nobody_younger() throws IOException {
        var config = archived.resolveSibling("sites/common_site_config.json");
        var whole = Files.readString(config);
        looks(0, 20, 30);
        Files.writeString(config, "{");
        looks(20, 21, 30);
        Files.writeString(config, whole);
        looks(22, 30, 30);
        assertThat(site).as("what passed unseen does not all count").exists();
        looks(30, 32, 30);
        assertThat(site).doesNotExist();
    }

    @Test
    void one_that_was_away_at_a_look_begins_anew() throws IOException {
        looks(0, 20, 30);
        var away = Files.move(site, home.resolve("away"));
        looks(21, 21, 30);
        Files.move(away, site);
        looks(22, 51, 30);
        assertThat(site).exists();
        looks(52, 53, 30);
        assertThat(site).doesNotExist();
    }

    @Test
    void a_look_that_ends_in_the_middle_counts_nothing_and_loses_nothing() throws SQLException {
        looks(0, 20, 30);
        execute("create trigger full before insert on agent_archived_site begin select raise(abort, 'full'); end");
        look(BEGIN.plus(Duration.ofHours(20 * 24 + 12)), 30);
        execute("drop trigger full");
        looks(21, 29, 30);
        assertThat(site).exists();
        looks(30, 30, 30);
        assertThat(site).doesNotExist();
    }

    @Test
    void one_that_cannot_be_removed_keeps_no_other_and_is_tried_again_at_the_next_look() throws Exception {
        var stuck = Files.createDirectories(archived.resolve("a-stuck.example.org"));
        Files.createDirectories(stuck.resolve("logs"));
        var files = Files.createDirectories(stuck.resolve("private"));
        Files.writeString(files.resolve("picture.png"), "picture");
        Files.writeString(stuck.resolve("site_config.json"), "{}");
        looks(0, 29, 30);
        hold(files, true);
        try {
            looks(30, 31, 30);
            assertThat(site).doesNotExist();
            assertThat(files.resolve("picture.png")).exists();
            assertThat(stuck.resolve("logs")).as("removed before").doesNotExist();
        } finally {
            hold(files, false);
        }
        looks(32, 32, 30);
        assertThat(stuck).doesNotExist();
    }

    /** From the superuser only a mark of the file system keeps a folder, which not every one has. */
    private static void hold(Path folder, boolean held) throws Exception {
        if (held) {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("r-xr-xr-x"));
        }
        var marked = new ProcessBuilder("chattr", held ? "+i" : "-i", folder.toString())
                .redirectErrorStream(true)
                .start()
                .waitFor();
        if (!held) {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        boolean superuser = Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
        assumeTrue(marked == 0 || !superuser, "nothing holds a folder from the superuser here");
    }

    @Test
    void what_is_no_site_is_the_operators_and_stays() throws IOException {
        var apps = Files.createDirectories(archived.resolve("apps"));
        Files.writeString(apps.resolve("own.py"), "pass");
        looks(0, 31, 30);
        assertThat(apps.resolve("own.py")).exists();
    }

    @Test
    void a_site_that_the_real_program_archived_below_the_sites_goes_as_well() throws IOException {
        var below = Files.createDirectories(archived.resolveSibling("sites/archived"));
        var moved = Files.move(site, below.resolve("shop.example.org"));
        looks(0, 31, 30);
        assertThat(moved).doesNotExist();
        assertThat(below).exists();
    }

    @Test
    void who_wants_to_keep_them_for_good_can() {
        looks(0, 60, 0);
        assertThat(site).exists();
        assertThat(settings("0").archivedSites()).isZero();
        assertThat(settings("").archivedSites()).isEqualTo(Duration.ofDays(30));
        assertThatThrownBy(() -> settings("many")).hasMessageContaining("AGENT_ARCHIVED_SITES_DAYS");
    }

    private BenchSettings settings(String days) {
        return BenchSettings.of(Map.of("AGENT_ARCHIVED_SITES_DAYS", days), home);
    }
}
