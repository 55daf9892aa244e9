package io.chantier.fleet;

import io.chantier.deployment.Conditions.Condition;
import io.chantier.sites.SiteId;
import io.chantier.sites.SiteState;
import io.chantier.sites.SiteSummary;
import io.chantier.sites.SiteTag;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A site with what is known of it across the modules.
 *
 * @param certificateEnds when the first certificate of one of its own names ends; null where it has none
 */
public record FleetSite(
        SiteSummary site,
        Standing standing,
        Needs needs,
        List<SiteTag> tags,
        Condition condition,
        @Nullable Instant certificateEnds) {

    /**
     * What a person has to look at.
     *
     * @param findings that hold the newest revision back
     * @param contradictions kinds of facts in which the old site contradicts itself and nobody has decided
     */
    public record Needs(int findings, int contradictions) {}

    static FleetSite of(
            SiteSummary site,
            boolean busy,
            Needs needs,
            List<SiteTag> tags,
            Condition condition,
            @Nullable Instant certificateEnds) {
        return new FleetSite(site, standing(site, busy, needs), needs, tags, condition, certificateEnds);
    }

    public SiteId id() {
        return site.id();
    }

    private static Standing standing(SiteSummary site, boolean busy, Needs needs) {
        if (busy && site.state() != SiteState.ARCHIVED) return Standing.AT_WORK;
        return switch (site.state()) {
            case ARCHIVED -> Standing.ARCHIVED;
            case GENERATING, INSTALLING, DEPLOYING -> Standing.AT_WORK;
            case DRAFT, GENERATED, LIVE, SUSPENDED, BROKEN -> atRest(site, needs);
        };
    }

    private static Standing atRest(SiteSummary site, Needs needs) {
        if (site.revision() == null && foundNothing(site)) return Standing.NOTHING_FOUND;
        if (site.problem() != null || needs.findings() > 0 || needs.contradictions() > 0) return Standing.NEEDS_PERSON;
        return switch (site.state()) {
            case LIVE -> Standing.ONLINE;
            case SUSPENDED -> Standing.PAUSED;
            case GENERATED -> Standing.READY;
            case BROKEN -> Standing.NEEDS_PERSON;
            case DRAFT, GENERATING, INSTALLING, DEPLOYING, ARCHIVED -> Standing.WAITING;
        };
    }

    private static boolean foundNothing(SiteSummary site) {
        var problem = site.problem();
        return problem != null
                && (problem.code().startsWith("reading-") || problem.code().equals("nothing-to-say"));
    }
}
