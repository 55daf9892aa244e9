package io.chantier.benches;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The ways back of steps, and their patience. */
final class Undo {

    private static final int LAST_TRY = 79;

    private Undo() {}

    /** As if one that has been tried had been tried for half a day. */
    static void giveUp(JdbcClient database, String job, String step) {
        await().atMost(Duration.ofSeconds(60))
                .until(() ->
                        database.sql("""
                        select coalesce(max(attempts), 0) from job_step where job_id = ?::uuid and name = ?
                        """).params(job, step).query(Integer.class).single() > 0);
        assertThat(database.sql("update job_step set attempts = ? where job_id = ?::uuid and name = ?")
                        .params(LAST_TRY, job, step)
                        .update())
                .isEqualTo(1);
    }
}
