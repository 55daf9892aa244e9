package io.chantier.agent.backups;

import static org.assertj.core.api.Assertions.assertThat;

import io.chantier.agent.commands.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Uploads to a store that speaks the S3 protocol: real HTTP, real signatures. */
class BucketTest {

    private static final String KEY = "demo.local.test/2026-11-20/dump.sql.gz";
    private static final int SMALLEST_PART = 5 * 1024 * 1024;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path folder;

    private final S3Store store = S3Store.start();

    @AfterEach
    void stop() {
        store.close();
    }

    private Path file(int bytes) throws IOException {
        var content = new byte[bytes];
        new Random(bytes).nextBytes(content);
        return Files.write(folder.resolve("dump.sql.gz"), content);
    }

    private Bucket bucket() {
        return new Bucket(store.offsite(S3Store.BUCKET, S3Store.SECRET_KEY), SMALLEST_PART);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 100_000, SMALLEST_PART, SMALLEST_PART + 1, 12 * 1024 * 1024})
    void a_file_of_any_size_arrives_as_it_is(int bytes) throws Exception {
        var file = file(bytes);
        try (var bucket = bucket()) {
            assertThat(bucket.put(file, KEY, () -> false)).isEqualTo(new Upload.Verified());
        }
        assertThat(store.content(KEY))
                .hasValueSatisfying(
                        content -> assertThat(content).hasSize(bytes).isEqualTo(readable(file)));
        assertThat(store.unfinishedUploads()).isZero();
    }

    private static byte[] readable(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void what_is_there_already_is_not_sent_again() throws Exception {
        var file = file(1000);
        try (var bucket = bucket()) {
            bucket.put(file, KEY, () -> false);
            // The SDK may send the same twice where a connection was lost; what counts is what we ask for.
            int sent = store.sent().size();
            assertThat(bucket.put(file, KEY, () -> false)).isEqualTo(new Upload.Verified());
            assertThat(store.sent()).hasSize(sent).containsOnly(KEY);
            assertThat(bucket.put(file(1001), KEY, () -> false)).isEqualTo(new Upload.Verified());
            assertThat(store.sent()).hasSizeGreaterThan(sent);
        }
    }

    @Test
    void what_a_store_damaged_is_no_backup_and_does_not_stay() throws Exception {
        store.damage();
        try (var bucket = bucket()) {
            assertThat(bucket.put(file(1000), KEY, () -> false))
                    .isInstanceOfSatisfying(
                            Upload.Refused.class,
                            refused -> assertThat(refused.said()).contains("is not what was sent", KEY));
        }
        assertThat(store.sent()).isNotEmpty();
        assertThat(store.keys()).isEmpty();
    }

    @Test
    void a_wrong_key_is_refused_in_words_that_hold_no_key() throws Exception {
        try (var bucket = new Bucket(store.offsite(S3Store.BUCKET, "another-secret-key-0123456789"))) {
            assertThat(bucket.put(file(10), KEY, () -> false))
                    .isInstanceOfSatisfying(
                            Upload.Refused.class,
                            refused -> assertThat(refused.said())
                                    .contains("check ACCESS_KEY and SECRET_KEY", S3Store.BUCKET)
                                    .doesNotContain("another-secret"));
        }
    }

    @Test
    void a_bucket_that_is_not_there_is_said_so() throws Exception {
        try (var bucket = new Bucket(store.offsite("nothing-here", S3Store.SECRET_KEY))) {
            assertThat(bucket.put(file(10), KEY, () -> false))
                    .isInstanceOfSatisfying(
                            Upload.Refused.class,
                            refused -> assertThat(refused.said()).contains("There is no bucket nothing-here"));
        }
    }

    @Test
    void a_store_that_does_not_answer_may_answer_later() throws Exception {
        var offsite = store.offsite(S3Store.BUCKET, S3Store.SECRET_KEY);
        store.close();
        try (var bucket = new Bucket(offsite)) {
            assertThat(bucket.put(file(10), KEY, () -> false)).isInstanceOf(Upload.Unreachable.class);
        }
    }

    @Test
    void an_upload_that_nobody_wants_any_more_leaves_nothing_behind() throws Exception {
        var asked = new AtomicInteger();
        try (var bucket = bucket()) {
            assertThat(bucket.put(file(2 * SMALLEST_PART), KEY, () -> asked.incrementAndGet() > 2))
                    .isEqualTo(new Upload.GivenUp());
        }
        assertThat(store.sent()).containsExactly(KEY + "#1");
        assertThat(store.keys()).isEmpty();
        assertThat(store.unfinishedUploads()).isZero();
    }

    @Test
    void nothing_is_sent_to_where_a_cloud_tells_keys() throws Exception {
        var offsite = new Offsite(
                Address.of("http://169.254.169.254/"), "r", "b", "p", new Offsite.Keys("a", new Secret("s")));
        try (var bucket = new Bucket(offsite)) {
            assertThat(bucket.put(file(10), KEY, () -> false))
                    .isInstanceOfSatisfying(
                            Upload.Refused.class,
                            refused -> assertThat(refused.said()).contains("cloud's own"));
        }
        assertThat(Optional.of(offsite.toString()))
                .hasValueSatisfying(said -> assertThat(said).doesNotContain("Keys"));
    }
}
