package io.chantier.checks;

import io.chantier.sites.Site;
import io.chantier.sites.SiteEvent;
import io.chantier.sites.SiteId;
import io.chantier.values.TeamId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** What the gate found, by site and revision. */
@Repository
public class Findings {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final TypeReference<Map<String, String>> ARGUMENTS = new TypeReference<>() {};

    private final JdbcClient jdbc;

    Findings(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Replaces what was kept for this revision. */
    @Transactional
    public void save(Site site, String revision, List<Finding> findings) {
        // A quick run and a whole one may end at the same moment.
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(?, 0))")
                .param("findings " + site.id())
                .query((_, _) -> 0)
                .single();
        jdbc.sql("delete from checks_finding where team_id = ? and site_id = ? and revision = ?")
                .params(site.team().value(), site.id().value(), revision)
                .update();
        for (var i = 0; i < findings.size(); i++) insert(site, revision, i, findings.get(i));
    }

    /** Blocking ones first. */
    public List<Finding> list(Site site, String revision) {
        return jdbc.sql(
                        "select * from checks_finding where team_id = ? and site_id = ? and revision = ? order by number")
                .params(site.team().value(), site.id().value(), revision)
                .query(Findings::finding)
                .list();
    }

    /** How many findings hold a revision back. */
    public record Held(SiteId site, String revision, int findings) {}

    /** Every revision of the team's sites that something holds back, for which nobody answers: for lists of hundreds. */
    public List<Held> held(TeamId team) {
        return jdbc.sql("""
                        select site_id, revision, count(*) as findings from checks_finding
                        where team_id = ? and severity = 'BLOCKING' and not exists (
                            select 1 from checks_waiver where checks_waiver.team_id = checks_finding.team_id
                              and checks_waiver.site_id = checks_finding.site_id and ended_at is null
                              and checks_waiver.fingerprint = checks_finding.fingerprint)
                        group by site_id, revision
                        """)
                .param(team.value())
                .query((row, _) -> new Held(
                        new SiteId(row.getObject("site_id", UUID.class)),
                        row.getString("revision"),
                        row.getInt("findings")))
                .list();
    }

    /** A revision that says the same as another has its findings, until it is examined itself. */
    @Transactional
    public void carry(Site site, String from, String to) {
        jdbc.sql("""
                insert into checks_finding
                    (id, team_id, site_id, revision, number, code, severity, page, pointer, excerpt, args, fingerprint)
                select gen_random_uuid(), team_id, site_id, :to, number, code, severity, page, pointer, excerpt, args,
                    fingerprint
                from checks_finding where team_id = :team and site_id = :site and revision = :from and :from <> :to
                  and not exists (select 1 from checks_finding where site_id = :site and revision = :to)
                """)
                .param("to", to)
                .param("from", from)
                .param("team", site.team().value())
                .param("site", site.id().value())
                .update();
    }

    @EventListener
    @Transactional
    void forget(SiteEvent.Deleted event) {
        var site = event.site();
        jdbc.sql("delete from checks_finding where team_id = ? and site_id = ?")
                .params(site.team().value(), site.id().value())
                .update();
    }

    private void insert(Site site, String revision, int number, Finding finding) {
        jdbc.sql("insert into checks_finding"
                        + " (id, team_id, site_id, revision, number, code, severity, page, pointer, excerpt, args,"
                        + " fingerprint) values (:id, :team, :site, :revision, :number, :code, :severity, :page,"
                        + " :pointer, :excerpt, :args::jsonb, :fingerprint)")
                .param("id", UUID.randomUUID())
                .param("team", site.team().value())
                .param("site", site.id().value())
                .param("revision", revision)
                .param("number", number)
                .param("code", finding.code())
                .param("severity", finding.severity().name())
                .param("page", finding.page())
                .param("pointer", finding.pointer())
                .param("excerpt", finding.excerpt().replace("\u0000", ""))
                .param("args", JSON.writeValueAsString(finding.args()).replace("\\u0000", ""))
                .param("fingerprint", finding.id())
                .update();
    }

    private static Finding finding(ResultSet row, int number) throws SQLException {
        return new Finding(
                row.getString("code"),
                Finding.Severity.valueOf(row.getString("severity")),
                row.getString("page"),
                row.getString("pointer"),
                row.getString("excerpt"),
                JSON.readValue(row.getString("args"), ARGUMENTS));
    }
}
