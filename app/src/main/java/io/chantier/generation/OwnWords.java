package io.chantier.generation;

import io.chantier.sites.SiteEvent;
import io.chantier.values.TeamId;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * What the author's program, or the endpoint behind it, said itself when a job failed. Teams get our words and a remedy;
 * these may name hosts and accounts of the operator and are shown to nobody else.
 */
@Repository
public class OwnWords {

    private final JdbcClient jdbc;
    private final Clock clock;

    OwnWords(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** @param words cleaned and bounded; those of an earlier failure of the job go, also where these are empty */
    public void keep(Errand errand, String trouble, String words) {
        if (words.isBlank()) {
            jdbc.sql("delete from generation_words where job_id = ?")
                    .param(errand.job())
                    .update();
            return;
        }
        jdbc.sql("""
                        insert into generation_words (job_id, team_id, site_id, step, trouble, words, at)
                        values (?, ?, ?, ?, ?, ?, ?)
                        on conflict (job_id) do update set step = excluded.step, trouble = excluded.trouble,
                            words = excluded.words, at = excluded.at""")
                .param(errand.job())
                .param(errand.team().value())
                .param(errand.site().value())
                .param(errand.step())
                .param(trouble)
                .param(words)
                .param(Timestamp.from(clock.instant()))
                .update();
    }

    /** Said when the job failed in this way last; for an operator. */
    public Optional<String> of(TeamId team, UUID job, String trouble) {
        return jdbc.sql("select words from generation_words where job_id = ? and team_id = ? and trouble = ?")
                .param(job)
                .param(team.value())
                .param(trouble)
                .query(String.class)
                .optional();
    }

    @EventListener
    void forget(SiteEvent.Deleted event) {
        jdbc.sql("delete from generation_words where team_id = ? and site_id = ?")
                .param(event.site().team().value())
                .param(event.site().id().value())
                .update();
    }
}
