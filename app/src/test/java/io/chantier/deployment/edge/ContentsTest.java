package io.chantier.deployment.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.chantier.storage.Blobs;
import io.chantier.storage.Release;
import io.chantier.storage.Releases;
import io.chantier.values.Digest;
import io.chantier.values.TeamId;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ContentsTest {

    private final SlowBlobs blobs = new SlowBlobs();
    private final Contents contents = new Contents(new NoReleases(), blobs, 1);

    @Test
    void what_many_ask_for_at_once_is_read_once() throws Exception {
        var entry = new Release.Entry(new Digest("a".repeat(64)), 5, "text/html");
        Callable<@Nullable Body> ask = () -> contents.body(entry);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var answer :
                    threads.invokeAll(IntStream.range(0, 200).mapToObj(_ -> ask).toList()))
                assertThat(answer.get()).isNotNull();
        }
        assertThat(blobs.reads).hasValue(1);
    }

    @Test
    void only_so_much_is_read_at_a_time() throws Exception {
        var asks = new ArrayList<Callable<@Nullable Body>>();
        for (int i = 0; i < 100; i++) {
            var entry = new Release.Entry(new Digest("%064x".formatted(i)), 5, "text/html");
            asks.add(() -> contents.body(entry));
        }
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var answer : threads.invokeAll(asks)) assertThat(answer.get()).isNotNull();
        }
        assertThat(blobs.most.get()).isBetween(2, 16);
        assertThat(contents.weight()).isLessThan(1 << 20);
    }

    /** Counts who reads, and how many at a time. */
    private static final class SlowBlobs implements Blobs {
        private final AtomicInteger reads = new AtomicInteger();
        private final AtomicInteger now = new AtomicInteger();
        private final AtomicInteger most = new AtomicInteger();

        @Override
        public Optional<byte[]> get(Digest digest) {
            reads.incrementAndGet();
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            try {
                Thread.sleep(50);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            now.decrementAndGet();
            return Optional.of("hello".getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public InputStream open(Digest digest) {
            return new ByteArrayInputStream(get(digest).orElseThrow());
        }

        @Override
        public Digest put(byte[] bytes) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean has(Digest digest) {
            return true;
        }

        @Override
        public List<Digest> untouchedSince(Instant then) {
            return List.of();
        }

        @Override
        public long removeUntouchedSince(Instant then, Digest digest) {
            return 0;
        }
    }

    private static final class NoReleases implements Releases {
        @Override
        public Release save(
                TeamId team,
                UUID site,
                SortedMap<String, byte[]> files,
                SortedMap<String, Release.Entry> kept,
                SortedMap<String, String> redirects) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<Release> find(Digest digest) {
            return Optional.empty();
        }

        @Override
        public Optional<Release> find(TeamId team, UUID site, Digest digest) {
            return Optional.empty();
        }

        @Override
        public List<Kept> kept(TeamId team, UUID site) {
            return List.of();
        }

        @Override
        public List<OfSite> withOlderThan(Instant then) {
            return List.of();
        }

        @Override
        public boolean forget(TeamId team, UUID site, Digest release, Instant unlessMadeSince) {
            return false;
        }

        @Override
        public void forget(TeamId team, UUID site) {}
    }
}
