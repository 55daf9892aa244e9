package io.chantier.domains;

import io.chantier.sites.Site;
import io.chantier.sites.SiteId;
import io.chantier.values.DomainName;
import io.chantier.values.TeamId;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Writes what teams want of names; a look's result is written by {@link LookRows}. */
@Repository
class DomainRows {

    private final JdbcClient jdbc;

    DomainRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** False where the team has the name already. */
    boolean add(SiteDomain domain) {
        return jdbc.sql("""
                insert into site_domain (id, team_id, site_id, site_slug, name, token, added_at, next_look_at)
                values (:id, :team, :site, :slug, :name, :token, :at, :at) on conflict (team_id, name) do nothing
                """)
                        .param("id", domain.id())
                        .param("team", domain.team().value())
                        .param("site", domain.site().id().value())
                        .param("slug", domain.site().slug().value())
                        .param("name", domain.name().value())
                        .param("token", domain.proof().token())
                        .param("at", at(domain.addedAt()))
                        .update()
                == 1;
    }

    Optional<SiteDomain> ofTeam(TeamId team, DomainName name) {
        return jdbc.sql("select * from site_domain where team_id = ? and name = ?")
                .params(team.value(), name.value())
                .query(SiteDomains::domain)
                .optional();
    }

    /**
     * Whether another team has proved the name by a record of its own, and that was still seen after that moment. A name
     * that is proved by one above it goes to whoever has a record at the name itself, so that others may ask for it.
     */
    boolean isHeldByAnother(TeamId team, DomainName name, Instant after) {
        return jdbc.sql("""
                select exists (select from site_domain where name = ? and team_id <> ? and verified_at is not null
                    and proved_by = name and (lost_at is null or lost_at > ?))
                """)
                .params(name.value(), team.value(), at(after))
                .query(Boolean.class)
                .single();
    }

    /** The name as it was when it went; empty where it was gone already. */
    Optional<SiteDomain> remove(TeamId team, UUID id) {
        return jdbc.sql("delete from site_domain where team_id = ? and id = ? returning *")
                .params(team.value(), id)
                .query(SiteDomains::domain)
                .optional();
    }

    /** How many names the team has; nobody else counts and adds to them until the caller's transaction ends. */
    int countAlone(TeamId team) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended('site_domain ' || ?, 0))")
                .param(team.value().toString())
                .query((_, _) -> team)
                .list();
        return jdbc.sql("select count(*) from site_domain where team_id = ?")
                .param(team.value())
                .query(Integer.class)
                .single();
    }

    /** At most one name of a site is the primary one, also where two people choose at once. */
    void choosePrimary(TeamId team, SiteId site, UUID id) {
        jdbc.sql("select from site_domain where team_id = ? and site_id = ? order by id for update")
                .params(team.value(), site.value())
                .query((_, _) -> site)
                .list();
        jdbc.sql("update site_domain set is_primary = false where team_id = ? and site_id = ? and is_primary")
                .params(team.value(), site.value())
                .update();
        jdbc.sql("update site_domain set is_primary = true where team_id = ? and site_id = ? and id = ?")
                .params(team.value(), site.value(), id)
                .update();
    }

    void quarantine(SiteDomain domain, Instant now, Instant until) {
        jdbc.sql("""
                insert into released_domain (name, team_id, token, released_at, until)
                values (:name, :team, :token, :now, :until)
                on conflict (name, team_id) do update
                    set token = excluded.token, released_at = excluded.released_at, until = excluded.until
                """)
                .param("name", domain.name().value())
                .param("team", domain.team().value())
                .param("token", domain.proof().token())
                .param("now", at(now))
                .param("until", at(until))
                .update();
    }

    /** The token with which the team had proved the name that it gave back not long ago. */
    Optional<String> tokenInQuarantine(TeamId team, DomainName name, Instant now) {
        return jdbc.sql("select token from released_domain where team_id = ? and name = ? and until > ?")
                .params(team.value(), name.value(), at(now))
                .query(String.class)
                .optional();
    }

    void endQuarantine(DomainName name) {
        jdbc.sql("delete from released_domain where name = ?")
                .param(name.value())
                .update();
    }

    void forgetQuarantines(Instant now) {
        jdbc.sql("delete from released_domain where until <= ?").param(at(now)).update();
    }

    /** Whether the site's own name of ours leads to its primary name; so it is where nothing was chosen. */
    boolean platformLeads(TeamId team, SiteId site) {
        return jdbc.sql("select platform_leads from site_domain_choice where team_id = ? and site_id = ?")
                .params(team.value(), site.value())
                .query(Boolean.class)
                .optional()
                .orElse(true);
    }

    void choosePlatformLeads(Site site, boolean leads) {
        jdbc.sql("""
                insert into site_domain_choice (site_id, team_id, platform_leads) values (:site, :team, :leads)
                on conflict (site_id) do update set platform_leads = excluded.platform_leads
                    where site_domain_choice.team_id = excluded.team_id
                """)
                .param("site", site.id().value())
                .param("team", site.team().value())
                .param("leads", leads)
                .update();
    }

    /** Sites whose own name of ours goes on serving them beside the primary one. */
    List<UUID> servedByPlatformToo() {
        return jdbc.sql("select site_id from site_domain_choice where not platform_leads")
                .query(UUID.class)
                .list();
    }

    void forgetChoice(Site site) {
        jdbc.sql("delete from site_domain_choice where team_id = ? and site_id = ?")
                .params(site.team().value(), site.id().value())
                .update();
    }

    static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
