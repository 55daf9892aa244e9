package io.chantier.sites;

import io.chantier.identity.Audit;
import io.chantier.identity.Caller;
import io.chantier.values.TeamId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Which tags a team has put on which of its sites. */
@Repository
public class SiteTags {

    private final JdbcClient jdbc;
    private final Audit audit;

    SiteTags(JdbcClient jdbc, Audit audit) {
        this.jdbc = jdbc;
        this.audit = audit;
    }

    /** The tags of one site, in the order of the alphabet. */
    public List<SiteTag> of(Site site) {
        return jdbc.sql("select tag from site_tag where team_id = ? and site_id = ? order by tag")
                .params(site.team().value(), site.id().value())
                .query((row, _) -> new SiteTag(row.getString("tag")))
                .list();
    }

    /** The tags of all sites of a team that have any. */
    public Map<SiteId, List<SiteTag>> of(TeamId team) {
        var all = new HashMap<SiteId, List<SiteTag>>();
        jdbc.sql("select site_id, tag from site_tag where team_id = ? order by tag")
                .param(team.value())
                .query(row -> {
                    all.computeIfAbsent(new SiteId(row.getObject("site_id", UUID.class)), _ -> new ArrayList<>())
                            .add(new SiteTag(row.getString("tag")));
                });
        return all;
    }

    /** False when the site has it already. */
    @Transactional
    public boolean add(Site site, SiteTag tag, Caller caller) {
        int added = jdbc.sql("insert into site_tag (team_id, site_id, tag) values (?, ?, ?) on conflict do nothing")
                .params(site.team().value(), site.id().value(), tag.name())
                .update();
        if (added > 0) audit.write(caller, "site.tag", site.id().toString(), Map.of("tag", tag.name()));
        return added > 0;
    }

    /** False when the site does not have it. */
    @Transactional
    public boolean remove(Site site, SiteTag tag, Caller caller) {
        int removed = jdbc.sql("delete from site_tag where team_id = ? and site_id = ? and tag = ?")
                .params(site.team().value(), site.id().value(), tag.name())
                .update();
        if (removed > 0) audit.write(caller, "site.untag", site.id().toString(), Map.of("tag", tag.name()));
        return removed > 0;
    }
}
