package io.chantier.deployment;

import io.chantier.sites.Site;
import io.chantier.values.Digest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What each job put online and where, as it was then: servers are renamed, sites move, releases come again. */
public final class PublishedTo {

    private final JdbcClient jdbc;
    private final Elsewhere elsewhere;

    public PublishedTo(JdbcClient jdbc, Elsewhere elsewhere) {
        this.jdbc = jdbc;
        this.elsewhere = elsewhere;
    }

    /**
     * What a job put online.
     *
     * @param release null where it took the site offline
     * @param version the number of the revision that the release was made of; null where the job made none
     * @param server of others; empty for our own edge
     */
    record Put(@Nullable Digest release, @Nullable Integer version, String server) {}

    /** The job puts there, where the site stands now, a release made of the revision of this number. */
    public void published(Site site, UUID job, Digest release, int version) {
        note(site, job, release, version);
    }

    /** The job brings the server where the site stands now in line; without a release, the site is offline there. */
    public void followed(Site site, UUID job, Optional<Digest> release) {
        note(site, job, release.orElse(null), null);
    }

    /** A job that goes on after a failure may put there something else than before. */
    private void note(Site site, UUID job, @Nullable Digest release, @Nullable Integer version) {
        jdbc.sql("""
                insert into deployment_target (job_id, team_id, site_id, release, version, server)
                values (:job, :team, :site, :release, :version, :server)
                on conflict (job_id) do update
                set release = excluded.release, version = excluded.version, server = excluded.server
                """)
                .param("job", job)
                .param("team", site.team().value())
                .param("site", site.id().value())
                .param("release", release == null ? null : release.value())
                .param("version", version)
                .param("server", elsewhere.nameOf(site).orElse(""))
                .update();
    }

    Map<UUID, Put> of(Site site) {
        return jdbc
                .sql("select * from deployment_target where team_id = ? and site_id = ?")
                .params(site.team().value(), site.id().value())
                .query((row, _) -> Map.entry(row.getObject("job_id", UUID.class), put(row)))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** The jobs that ever put that release online. */
    public List<UUID> jobs(Site site, Digest release) {
        return jdbc.sql("select job_id from deployment_target where team_id = ? and site_id = ? and release = ?")
                .params(site.team().value(), site.id().value(), release.value())
                .query(UUID.class)
                .list();
    }

    void forget(Site site) {
        jdbc.sql("delete from deployment_target where team_id = ? and site_id = ?")
                .params(site.team().value(), site.id().value())
                .update();
    }

    private static Put put(ResultSet row) throws SQLException {
        var release = row.getString("release");
        return new Put(
                release == null ? null : new Digest(release),
                row.getObject("version", Integer.class),
                row.getString("server"));
    }
}
