package io.chantier.agent.benches;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chantier.agent.BenchSettings;
import io.chantier.agent.StandInBench;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Archived sites and their last backups go when their time is over, and nothing else. */
class ArchivedSitesTest {

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
        Files.setLastModifiedTime(folder, FileTime.from(Instant.EPOCH));
        site = Files.move(folder, archived.resolve("shop.example.org"));
        elsewhere = Files.createDirectories(home.resolve("elsewhere"));
        Files.createSymbolicLink(archived.resolve("link"), elsewhere);
    }

    private void remove(int afterDays, int keptDays) {
        var benches = new Benches(home.resolve("benches"));
        var now = Instant.now().plus(Duration.ofDays(afterDays));
        new ArchivedSites(benches, Duration.ofDays(keptDays), InstantSource.fixed(now)).removeOld();
    }

    @Test
    void a_site_stays_until_its_time_is_over_counted_from_when_it_was_archived() {
        remove(29, 30);
        assertThat(site.resolve("private/backups/dump.sql.gz")).exists();
        remove(31, 30);
        assertThat(site).doesNotExist();
        assertThat(archived).exists();
        assertThat(elsewhere).as("links are not followed").exists();
    }

    @Test
    void what_is_no_site_is_the_operators_and_stays() throws IOException {
        var apps = Files.createDirectories(archived.resolve("apps"));
        Files.writeString(apps.resolve("own.py"), "pass");
        remove(31, 30);
        assertThat(apps.resolve("own.py")).exists();
    }

    @Test
    void a_site_that_the_real_program_archived_below_the_sites_goes_as_well() throws IOException {
        var below = Files.createDirectories(archived.resolveSibling("sites/archived"));
        var moved = Files.move(site, below.resolve("shop.example.org"));
        remove(31, 30);
        assertThat(moved).doesNotExist();
        assertThat(below).exists();
    }

    @Test
    void who_wants_to_keep_them_for_good_can() {
        remove(5000, 0);
        assertThat(site).exists();
        assertThat(settings("0").archivedSites()).isZero();
        assertThat(settings("").archivedSites()).isEqualTo(Duration.ofDays(30));
        assertThatThrownBy(() -> settings("many")).hasMessageContaining("AGENT_ARCHIVED_SITES_DAYS");
    }

    private BenchSettings settings(String days) {
        return BenchSettings.of(Map.of("AGENT_ARCHIVED_SITES_DAYS", days), home);
    }
}
