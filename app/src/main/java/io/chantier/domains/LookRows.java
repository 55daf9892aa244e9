package io.chantier.domains;

import static io.chantier.domains.DomainRows.at;

import io.chantier.values.DomainName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What looks at DNS found. One team at most has proved a name: the database sees to that. */
@Repository
class LookRows {

    private final JdbcClient jdbc;
    private final Installation installation;

    LookRows(JdbcClient jdbc, Installation installation) {
        this.jdbc = jdbc;
        this.installation = installation;
    }

    /** Names that are due, the teams by turns; nobody else gets them before that moment. */
    List<SiteDomain> claim(Instant now, Instant until, int most) {
        return jdbc.sql("""
                update site_domain set next_look_at = :until where id in (
                    select site_domain.id from site_domain join (
                        select id, row_number() over (partition by team_id order by next_look_at) as place
                        from site_domain where next_look_at <= :now) queue on queue.id = site_domain.id
                    where next_look_at <= :now
                    order by place, next_look_at for update of site_domain skip locked limit :most)
                returning *
                """)
                .param("until", at(until))
                .param("now", at(now))
                .param("most", most)
                .query(SiteDomains::domain)
                .list();
    }

    /**
     * Names above this one that the same team has proved by a record of their own, the nearest first. None that is above
     * a name of ours: whose beginning we share does not own all that ends like it.
     */
    List<SiteDomain> above(SiteDomain domain) {
        return jdbc
                .sql("""
                select * from site_domain where team_id = :team and verified_at is not null and proved_by = name
                    and right(:name, length(name) + 1) = '.' || name
                order by length(name) desc
                """)
                .param("team", domain.team().value())
                .param("name", domain.name().value())
                .query(SiteDomains::domain)
                .list()
                .stream()
                .filter(one -> !installation.isAboveOurs(one.name()))
                .toList();
    }

    /** Whether another team gave the name back not long ago. */
    boolean isInQuarantineOfAnother(SiteDomain domain, Instant now) {
        return jdbc.sql("select exists (select from released_domain where name = ? and team_id <> ? and until > ?)")
                .params(domain.name().value(), domain.team().value(), at(now))
                .query(Boolean.class)
                .single();
    }

    /** The name as it is now, and as it stays until the caller's transaction ends; empty where it was given back. */
    Optional<SiteDomain> lock(UUID id) {
        return jdbc.sql("select * from site_domain where id = ? for update")
                .param(id)
                .query(SiteDomains::domain)
                .optional();
    }

    /**
     * Those lose the name to this team whose proof has been gone since before that moment; where it stands at the name
     * itself, those too who have it by a name above.
     */
    List<SiteDomain> surrender(SiteDomain to, DomainName at, Instant before) {
        return jdbc.sql("""
                update site_domain set verified_at = null, proved_by = null, lost_at = null, finding = 'TAKEN'
                where name = :name and team_id <> :team and verified_at is not null
                    and (lost_at <= :before or (proved_by <> name and name = :at))
                returning *
                """)
                .param("name", to.name().value())
                .param("team", to.team().value())
                .param("at", at.value())
                .param("before", at(before))
                .query(SiteDomains::domain)
                .list();
    }

    /**
     * The proof was seen.
     *
     * @return false where another team has the name, or the row is gone
     * @throws org.springframework.dao.DuplicateKeyException where another team was quicker by a moment
     */
    boolean proved(UUID id, DomainName by, Instant now) {
        return jdbc.sql("""
                update site_domain mine set verified_at = coalesce(verified_at, :now), proved_by = :by, lost_at = null
                where id = :id and not exists (select from site_domain other
                    where other.name = mine.name and other.id <> mine.id and other.verified_at is not null)
                """)
                        .param("now", at(now))
                        .param("by", by.value())
                        .param("id", id)
                        .update()
                == 1;
    }

    /** The proof of a proved name is missing; true where it was there before. */
    boolean lost(UUID id, Instant now) {
        return jdbc.sql(
                                "update site_domain set lost_at = ? where id = ? and verified_at is not null and lost_at is null")
                        .params(at(now), id)
                        .update()
                == 1;
    }

    void note(UUID id, Finding finding, Instant now, Instant next) {
        jdbc.sql("update site_domain set finding = ?, looked_at = ?, looks = looks + 1, next_look_at = ? where id = ?")
                .params(finding.name(), at(now), at(next), id)
                .update();
    }
}
