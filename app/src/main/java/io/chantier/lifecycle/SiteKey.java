package io.chantier.lifecycle;

import io.chantier.jobs.JobOrder;
import io.chantier.sites.Site;
import io.chantier.sites.SiteId;
import io.chantier.values.TeamId;

/** Whom a job is about: a site and the team that owns it. */
record SiteKey(TeamId team, SiteId site) {

    /** Before the site in the subject of a job that changes nothing of it and keeps no other job waiting. */
    private static final String BEHIND = "behind:";

    static SiteKey of(JobOrder order) {
        var site = isBehind(order.subject()) ? order.subject().substring(BEHIND.length()) : order.subject();
        return new SiteKey(new TeamId(order.team()), SiteId.of(site));
    }

    static String behind(Site site) {
        return BEHIND + site.id();
    }

    static boolean isBehind(String subject) {
        return subject.startsWith(BEHIND);
    }

    static SiteKey of(Site site) {
        return new SiteKey(site.team(), site.id());
    }
}
