package io.chantier.domains;

import io.chantier.domains.SiteDomain.Owner;
import io.chantier.domains.SiteDomain.Proof;
import io.chantier.sites.Site;
import io.chantier.values.DomainName;
import java.time.Instant;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Gives a site a name that nobody else has. */
@Component
public class NamedSite {

    private final DomainRows rows;
    private final LookRows looks;
    private final SiteDomains domains;
    private final DomainNews news;
    private final JdbcClient database;

    NamedSite(DomainRows rows, LookRows looks, SiteDomains domains, DomainNews news, JdbcClient database) {
        this.rows = rows;
        this.looks = looks;
        this.domains = domains;
        this.news = news;
        this.database = database;
    }

    public String waiting(Site site) {
        var id = UUID.randomUUID();
        add(site, id, "w" + id + ".org");
        return id.toString();
    }

    private void add(Site site, UUID id, String name) {
        var now = Instant.now();
        rows.add(new SiteDomain(
                id,
                site.team(),
                new Owner(site.id(), site.slug()),
                new DomainName(name),
                false,
                now,
                new Proof("0".repeat(32), null, null, null, null, now)));
    }

    /** The same with its proof seen; the first name of a site is its main one. */
    @Transactional
    public String proved(Site site, String name) {
        var id = UUID.randomUUID();
        boolean first = domains.of(site.team(), site.id()).isEmpty();
        add(site, id, name);
        if (first) rows.choosePrimary(site.team(), site.id(), id);
        looks.proved(id, new DomainName(name), Instant.now());
        database.sql("update site_domain set next_look_at = now() + interval '1 day' where id = ?")
                .param(id)
                .update();
        news.tell(domains.find(site.team(), id).orElseThrow(), "domain.verify");
        return id.toString();
    }

    /** From now on visitors are shown a certificate of this name. */
    @Transactional
    public void secured(Site site, String id) {
        database.sql("""
                insert into domain_health (domain_id, team_id, next_look_at) values (:id::uuid, :team, now())
                on conflict do nothing
                """).param("id", id).param("team", site.team().value()).update();
        database.sql("""
                update domain_health set granted_at = now(), not_after = now() + interval '60 days', wrong_since = null,
                    next_look_at = now() + interval '1 day'
                where domain_id = ?::uuid
                """).param(id).update();
        news.tell(domains.find(site.team(), UUID.fromString(id)).orElseThrow(), "domain.verify");
    }
}
