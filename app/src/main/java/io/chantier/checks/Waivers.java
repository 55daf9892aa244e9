package io.chantier.checks;

import io.chantier.identity.Audit;
import io.chantier.identity.Caller;
import io.chantier.sites.Site;
import io.chantier.sites.SiteEvent;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** For which findings of a site a person answers, by name and with a reason. */
@Repository
public class Waivers {

    private final JdbcClient jdbc;
    private final Audit audit;
    private final Clock clock;

    Waivers(JdbcClient jdbc, Audit audit, Clock clock) {
        this.jdbc = jdbc;
        this.audit = audit;
        this.clock = clock;
    }

    /** Those that stand, by finding. */
    public Map<String, Waiver> of(Site site) {
        return jdbc
                .sql("""
                        select fingerprint, reason, given_by, given_at from checks_waiver
                        where team_id = ? and site_id = ? and ended_at is null
                        """)
                .params(site.team().value(), site.id().value())
                .query((row, _) -> new Waiver(
                        row.getString("fingerprint"),
                        row.getString("reason"),
                        row.getString("given_by"),
                        row.getTimestamp("given_at").toInstant()))
                .list()
                .stream()
                .collect(Collectors.toMap(Waiver::finding, Function.identity()));
    }

    Set<String> standing(Site site) {
        return of(site).keySet();
    }

    /** Whoever answered for it before is no longer named. */
    @Transactional
    public void give(Site site, Finding finding, String reason, Caller caller) {
        if (!finding.isWaivable()) throw new IllegalArgumentException("Nobody may answer for " + finding.code());
        end(site, finding.id(), caller);
        var details = Map.of(
                "slug", site.slug().value(),
                "finding", finding.code(),
                "page", finding.page(),
                "excerpt", finding.excerpt().replace("\u0000", ""),
                "reason", reason);
        jdbc.sql("""
                        insert into checks_waiver
                            (id, team_id, site_id, fingerprint, code, page, excerpt, reason, given_by, given_at)
                        values (:id, :team, :site, :fingerprint, :finding, :page, :excerpt, :reason, :by, :at)
                        """)
                .params(details)
                .param("id", UUID.randomUUID())
                .param("team", site.team().value())
                .param("site", site.id().value())
                .param("fingerprint", finding.id())
                .param("by", caller.name())
                .param("at", Timestamp.from(clock.instant()))
                .update();
        audit.write(caller, "site.waiver", site.id().toString(), details);
    }

    /** Whether somebody answered for it until now. */
    @Transactional
    public boolean takeBack(Site site, String finding, Caller caller) {
        if (!end(site, finding, caller)) return false;
        audit.write(
                caller,
                "site.waiver-ended",
                site.id().toString(),
                Map.of("slug", site.slug().value(), "finding", finding));
        return true;
    }

    private boolean end(Site site, String finding, Caller caller) {
        return jdbc.sql("""
                                update checks_waiver set ended_at = ?, ended_by = ?
                                where team_id = ? and site_id = ? and fingerprint = ? and ended_at is null
                                """)
                        .params(Timestamp.from(clock.instant()), caller.name())
                        .params(site.team().value(), site.id().value(), finding)
                        .update()
                > 0;
    }

    @EventListener
    @Transactional
    void forget(SiteEvent.Deleted event) {
        var site = event.site();
        jdbc.sql("delete from checks_waiver where team_id = ? and site_id = ?")
                .params(site.team().value(), site.id().value())
                .update();
    }
}
