package io.chantier.storage;

import io.chantier.values.TeamId;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** How large the sites are that are online. */
@Repository
public class ServedSizes {

    private final JdbcClient jdbc;

    ServedSizes(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A site as it is served.
     *
     * @param bytes of all its files
     */
    public record Size(UUID site, int files, long bytes) {}

    /** The largest first. */
    public List<Size> largest(TeamId team, int limit) {
        return jdbc.sql("""
                select p.site_id, r.files, r.bytes from storage_pointer p
                join storage_release r on r.site_id = p.site_id and r.digest = p.release
                where p.team_id = :team order by r.bytes desc limit :limit
                """)
                .param("team", team.value())
                .param("limit", limit)
                .query((row, _) ->
                        new Size(row.getObject("site_id", UUID.class), row.getInt("files"), row.getLong("bytes")))
                .list();
    }

    /** Bytes of all sites that are online together. */
    public long served(TeamId team) {
        return jdbc.sql("""
                select coalesce(sum(r.bytes), 0) from storage_pointer p
                join storage_release r on r.site_id = p.site_id and r.digest = p.release where p.team_id = :team
                """).param("team", team.value()).query(Long.class).single();
    }
}
