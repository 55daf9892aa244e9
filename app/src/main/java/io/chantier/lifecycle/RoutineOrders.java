package io.chantier.lifecycle;

import io.chantier.sites.SiteId;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What was ordered of routine backups, also where no agent ever heard of it. */
@Repository
class RoutineOrders {

    private final JdbcClient jdbc;

    RoutineOrders(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Those of these sites with an order since then that did not succeed, be it that it waits still. */
    Set<SiteId> withoutSuccess(Collection<SiteId> sites, Instant since) {
        if (sites.isEmpty()) return Set.of();
        return new HashSet<>(jdbc.sql("""
                        select subject from job
                        where subject = any(:subjects::text[]) and kind = :kind and created_at >= :since and state <> 'SUCCEEDED'
                        """)
                .param("subjects", sites.stream().map(SiteId::behind).toArray(String[]::new))
                .param("kind", BenchTasks.BACK_UP)
                .param("since", Timestamp.from(since))
                .query((row, _) -> SiteId.of(row.getString("subject")))
                .list());
    }
}
