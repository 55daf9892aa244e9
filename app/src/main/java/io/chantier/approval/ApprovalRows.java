package io.chantier.approval;

import io.chantier.identity.Caller;
import io.chantier.sites.Site;
import io.chantier.values.Digest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Who agreed to what, and where nobody has to. */
@Repository
class ApprovalRows {

    private final JdbcClient database;
    private final Clock clock;

    ApprovalRows(JdbcClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    Approval add(Review review, String address) {
        var at = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        var shown = review.shown();
        database.sql("""
                        insert into approval
                          (id, team_id, site_id, review_id, person, revision, number, release, address, at)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        """)
                .params(UUID.randomUUID(), review.team().value(), review.site().value(), review.id())
                .params(
                        review.person().name(),
                        shown.revision(),
                        shown.number(),
                        shown.release().value())
                .params(address, Timestamp.from(at))
                .update();
        return new Approval(
                review.id(), review.person().name(), shown.revision(), shown.number(), shown.release(), at, null);
    }

    void published(Site site, String revision, UUID job) {
        database.sql("update approval set job = ? where team_id = ? and site_id = ? and revision = ?")
                .params(job, site.team().value(), site.id().value(), revision)
                .update();
    }

    Optional<Approval> find(Site site, String revision) {
        return database.sql("select * from approval where team_id = ? and site_id = ? and revision = ?")
                .params(site.team().value(), site.id().value(), revision)
                .query(ApprovalRows::approval)
                .optional();
    }

    /** Newest first. */
    List<Approval> of(Site site) {
        return database.sql("select * from approval where team_id = ? and site_id = ? order by at desc limit 50")
                .params(site.team().value(), site.id().value())
                .query(ApprovalRows::approval)
                .list();
    }

    boolean isNeeded(Site site) {
        return database.sql("select needed from approval_rule where team_id = ? and site_id = ?")
                .params(site.team().value(), site.id().value())
                .query(Boolean.class)
                .optional()
                .orElse(false);
    }

    void setNeeded(Site site, boolean needed) {
        database.sql("""
                        insert into approval_rule (site_id, team_id, needed) values (?, ?, ?)
                        on conflict (site_id) do update set needed = excluded.needed
                          where approval_rule.team_id = excluded.team_id
                        """).params(site.id().value(), site.team().value(), needed).update();
    }

    boolean isOverridden(Site site, String revision) {
        return database.sql("select count(*) from approval_override where team_id = ? and site_id = ? and revision = ?")
                        .params(site.team().value(), site.id().value(), revision)
                        .query(Integer.class)
                        .single()
                > 0;
    }

    void override(Site site, String revision, String reason, Caller caller) {
        database.sql("""
                        insert into approval_override (site_id, team_id, revision, person, reason, at)
                        values (?, ?, ?, ?, ?, ?)
                        on conflict (site_id, revision) do nothing
                        """)
                .params(site.id().value(), site.team().value(), revision, caller.name(), reason)
                .param(Timestamp.from(clock.instant()))
                .update();
    }

    void forget(Site site) {
        for (var table : List.of("approval", "approval_rule", "approval_override"))
            database.sql("delete from " + table + " where team_id = ? and site_id = ?")
                    .params(site.team().value(), site.id().value())
                    .update();
    }

    private static Approval approval(ResultSet row, int number) throws SQLException {
        return new Approval(
                row.getObject("review_id", UUID.class),
                row.getString("person"),
                row.getString("revision"),
                row.getInt("number"),
                new Digest(row.getString("release")),
                row.getTimestamp("at").toInstant(),
                row.getObject("job", UUID.class));
    }
}
