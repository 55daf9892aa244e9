package io.chantier.storage;

import io.chantier.values.Digest;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Removes the blobs that nobody names any more, every night on one replica. */
@Component
public class BlobSweep {

    /** Time enough for whoever wrote a blob to commit the row that names it. */
    public static final Duration UNNAMED = Duration.ofHours(24);

    private static final Logger log = LoggerFactory.getLogger(BlobSweep.class);

    private final Blobs blobs;
    private final List<BlobUse> uses;
    private final JdbcClient jdbc;
    private final Clock clock;

    BlobSweep(Blobs blobs, List<BlobUse> uses, JdbcClient jdbc, Clock clock) {
        this.blobs = blobs;
        this.uses = List.copyOf(uses);
        this.jdbc = jdbc;
        this.clock = clock;
    }

    public record Swept(int blobs, long bytes) {
        static final Swept NOTHING = new Swept(0, 0);
    }

    /** Sweeps now, unless another replica does. */
    @Scheduled(cron = "0 40 3 * * *")
    @Transactional
    public Swept sweep() {
        if (!isOurs()) return Swept.NOTHING;
        var then = clock.instant().minus(UNNAMED);
        var old = blobs.untouchedSince(then);
        var needed = new HashSet<Digest>();
        for (var use : uses) use.names(needed::add);
        var swept = Swept.NOTHING;
        for (var blob : old) {
            long freed = needed.contains(blob) ? 0 : blobs.removeUntouchedSince(then, blob);
            if (freed > 0) swept = new Swept(swept.blobs() + 1, swept.bytes() + freed);
        }
        if (swept.blobs() > 0) log.info("Removed {} blobs of {} bytes that nobody names", swept.blobs(), swept.bytes());
        return swept;
    }

    private boolean isOurs() {
        return jdbc.sql("select pg_try_advisory_xact_lock(hashtextextended('chantier blob sweep', 0))")
                .query(Boolean.class)
                .single();
    }
}
