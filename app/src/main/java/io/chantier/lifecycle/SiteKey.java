package io.chantier.lifecycle;

import io.chantier.jobs.JobOrder;
import io.chantier.sites.Site;
import io.chantier.sites.SiteId;
import io.chantier.values.TeamId;

/** Whom a job is about: a site and the team that owns it. */
record SiteKey(TeamId team, SiteId site) {

    static SiteKey of(JobOrder order) {
        return new SiteKey(new TeamId(order.team()), SiteId.of(order.subject()));
    }

    static String behind(Site site) {
        return site.id().behind();
    }

    static boolean isBehind(String subject) {
        return SiteId.isBehind(subject);
    }

    static SiteKey of(Site site) {
        return new SiteKey(site.team(), site.id());
    }
}
