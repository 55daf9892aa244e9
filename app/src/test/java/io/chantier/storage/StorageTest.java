package io.chantier.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chantier.values.Digest;
import io.chantier.values.TeamId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StorageTest {

    private static final TeamId TEAM = new TeamId(UUID.randomUUID());
    private static final TeamId OTHER = new TeamId(UUID.randomUUID());

    private static StorageFixture storage;

    @BeforeAll
    static void start() {
        storage = StorageFixture.fresh();
    }

    private static Digest release(UUID site, String text) {
        return storage.releases()
                .save(TEAM, site, files("index.html", text), new TreeMap<>())
                .digest();
    }

    private static SortedMap<String, byte[]> files(String path, String text) {
        var files = new TreeMap<String, byte[]>();
        files.put(path, text.getBytes(StandardCharsets.UTF_8));
        return files;
    }

    @Test
    void a_blob_that_is_kept_again_is_new_and_is_not_swept(@TempDir Path folder) throws IOException {
        var blobs = new FolderBlobs(folder);
        var name = blobs.put("hello".getBytes(StandardCharsets.UTF_8));
        var yesterday = Instant.now().minus(Duration.ofHours(24));
        assertThat(blobs.untouchedSince(yesterday)).isEmpty();
        assertThat(blobs.removeUntouchedSince(yesterday, name)).isZero();
        makeOld(folder);
        assertThat(blobs.untouchedSince(yesterday)).containsExactly(name);
        blobs.put("hello".getBytes(StandardCharsets.UTF_8));
        assertThat(blobs.removeUntouchedSince(yesterday, name)).isZero();
        assertThat(blobs.has(name)).isTrue();
        makeOld(folder);
        assertThat(blobs.removeUntouchedSince(yesterday, name)).isEqualTo(5);
        assertThat(blobs.has(name)).isFalse();
        assertThat(blobs.removeUntouchedSince(yesterday, name)).isZero();
    }

    @Test
    void a_blob_is_there_after_whoever_keeps_it_while_it_is_swept_away(@TempDir Path folder) throws Exception {
        var blobs = new FolderBlobs(folder);
        var bytes = "contested".getBytes(StandardCharsets.UTF_8);
        var name = blobs.put(bytes);
        var yesterday = Instant.now().minus(Duration.ofHours(24));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var round = 0; round < 200; round++) {
                makeOld(folder);
                var sweeping = threads.submit(() -> blobs.removeUntouchedSince(yesterday, name));
                var keeping = threads.submit(() -> blobs.put(bytes));
                sweeping.get();
                keeping.get();
                assertThat(blobs.get(name)).as("round " + round).contains(bytes);
            }
        }
    }

    @Test
    void what_a_killed_sweep_had_taken_aside_is_back_after_a_start_and_unfinished_files_are_gone(@TempDir Path folder)
            throws IOException {
        var blobs = new FolderBlobs(folder);
        var name = blobs.put("needed".getBytes(StandardCharsets.UTF_8));
        var aside = folder.resolve("tmp");
        Files.move(
                folder.resolve(name.value().substring(0, 2))
                        .resolve(name.value().substring(2)),
                aside.resolve(name.value()));
        Files.writeString(aside.resolve("11111111-2222-3333-4444-555555555555"), "half a bl");
        makeOld(aside);
        Files.writeString(aside.resolve("99999999-2222-3333-4444-555555555555"), "just being writ");

        var started = new FolderBlobs(folder);

        assertThat(started.get(name)).contains("needed".getBytes(StandardCharsets.UTF_8));
        assertThat(aside).isDirectoryNotContaining("glob:**1111*").isDirectoryContaining("glob:**9999*");
    }

    private static void makeOld(Path folder) throws IOException {
        var then = FileTime.from(Instant.now().minus(Duration.ofDays(2)));
        try (var files = Files.walk(folder)) {
            for (var file : files.filter(Files::isRegularFile).toList()) Files.setLastModifiedTime(file, then);
        }
    }

    @Test
    void a_blob_is_found_by_its_content_and_kept_once(@TempDir Path folder) throws IOException {
        var blobs = new FolderBlobs(folder);
        var bytes = "hello".getBytes(StandardCharsets.UTF_8);
        assertThat(blobs.putAll(List.of(bytes, bytes, bytes))).containsOnly(Digest.of("hello"));
        assertThat(blobs.get(Digest.of("hello"))).contains(bytes);
        assertThat(blobs.has(Digest.of("nothing"))).isFalse();
        assertThat(blobs.get(Digest.of("nothing"))).isEmpty();
        try (var all = Files.walk(folder)) {
            assertThat(all.filter(Files::isRegularFile)).hasSize(1);
        }
    }

    @Test
    void a_damaged_blob_is_an_error_and_mended_when_it_is_put_again(@TempDir Path folder) throws IOException {
        var blobs = new FolderBlobs(folder);
        var digest = blobs.put("hello".getBytes(StandardCharsets.UTF_8));
        var file = folder.resolve(digest.value().substring(0, 2))
                .resolve(digest.value().substring(2));
        Files.writeString(file, "hel");
        assertThatThrownBy(() -> blobs.get(digest)).isInstanceOf(UncheckedIOException.class);
        blobs.put("hello".getBytes(StandardCharsets.UTF_8));
        assertThat(blobs.get(digest)).isPresent();
    }

    @Test
    void many_writers_of_the_same_blob_agree(@TempDir Path folder) throws Exception {
        var blobs = new FolderBlobs(folder);
        var bytes = new byte[100_000];
        try (var writers = Executors.newVirtualThreadPerTaskExecutor()) {
            var all = IntStream.range(0, 50)
                    .mapToObj(_ -> writers.submit((Callable<Digest>) () -> blobs.put(bytes)))
                    .toList();
            for (var one : all) assertThat(blobs.get(one.get())).contains(bytes);
        }
        assertThat(folder.resolve("tmp")).isEmptyDirectory();
    }

    @Test
    void equal_files_give_the_same_release_and_other_redirects_another() {
        var site = UUID.randomUUID();
        assertThat(release(site, "a")).isEqualTo(release(site, "a")).isNotEqualTo(release(site, "b"));
        var redirects = new TreeMap<String, String>();
        redirects.put("/old", "/");
        assertThat(storage.releases()
                        .save(TEAM, site, files("index.html", "a"), redirects)
                        .digest())
                .isNotEqualTo(release(site, "a"));
    }

    @Test
    void a_release_reads_back_as_it_was_saved() {
        var redirects = new TreeMap<String, String>();
        redirects.put("/old.html?id=1", "/new/");
        var saved = storage.releases().save(TEAM, UUID.randomUUID(), files("a/index.html", "x"), redirects);
        assertThat(storage.releases().find(saved.digest())).contains(saved);
    }

    @Test
    void paths_that_leave_a_release_are_refused() {
        for (var path : List.of("/etc/passwd", "../x", "a/../../x", "a//b", "a\\b", "./a", "", "a\u0000b", "a?b")) {
            assertThatThrownBy(
                            () -> storage.releases().save(TEAM, UUID.randomUUID(), files(path, "x"), new TreeMap<>()))
                    .as(path)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void another_team_finds_nothing() {
        var site = UUID.randomUUID();
        var release = release(site, "mine");
        storage.pointers().switchTo(TEAM, site, release);
        assertThat(storage.releases().find(OTHER, site, release)).isEmpty();
        assertThat(storage.pointers().current(OTHER, site)).isEmpty();
        assertThat(storage.pointers().history(OTHER, site)).isEmpty();
        storage.pointers().clear(OTHER, site);
        storage.pointers().forget(OTHER, site);
        assertThat(storage.pointers().current(TEAM, site)).isPresent();
    }

    @Test
    void the_pointer_switches_and_keeps_its_history() {
        var site = UUID.randomUUID();
        var pointers = storage.pointers();
        var first = pointers.switchTo(TEAM, site, release(site, "1"));
        assertThat(pointers.switchTo(TEAM, site, first.release())).isEqualTo(first);
        var second = pointers.switchTo(TEAM, site, release(site, "2"));
        assertThat(second.version()).isGreaterThan(first.version());
        assertThat(pointers.history(TEAM, site))
                .extracting(ReleasePointers.Publication::release)
                .containsExactly(second.release(), first.release());
    }

    @Test
    void what_nobody_confirmed_goes_back_to_what_somebody_did_and_stays_there() {
        var site = UUID.randomUUID();
        var pointers = storage.pointers();
        var good = pointers.switchTo(TEAM, site, release(site, "good"));
        pointers.confirm(TEAM, site, good.version());
        pointers.switchTo(TEAM, site, release(site, "worse"));
        pointers.switchTo(TEAM, site, release(site, "worst"));
        for (int again = 0; again < 3; again++) {
            assertThat(pointers.returnToGood(TEAM, site))
                    .map(ReleasePointers.Pointer::release)
                    .contains(good.release());
        }
    }
}
