package io.chantier.fleet;

import io.chantier.checks.Findings;
import io.chantier.deployment.Conditions;
import io.chantier.deployment.Conditions.Condition;
import io.chantier.fleet.FleetSite.Needs;
import io.chantier.lifecycle.SiteJobs;
import io.chantier.reading.Sources;
import io.chantier.sites.CertificateEnds;
import io.chantier.sites.SiteId;
import io.chantier.sites.SiteSummary;
import io.chantier.sites.SiteTags;
import io.chantier.sites.Sites;
import io.chantier.values.Slug;
import io.chantier.values.TeamId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * How all the sites of a team stand. One question to each module that knows something, whatever the number of sites, so
 * that nothing is kept twice and nothing can be out of date.
 */
@Component
public class Census {

    private final Sites sites;
    private final SiteTags tags;
    private final SiteJobs work;
    private final Findings findings;
    private final Sources sources;
    private final Online online;

    Census(Sites sites, SiteTags tags, SiteJobs work, Findings findings, Sources sources, Online online) {
        this.sites = sites;
        this.tags = tags;
        this.work = work;
        this.findings = findings;
        this.sources = sources;
        this.online = online;
    }

    /** What is known of sites that are online. */
    @Component
    record Online(Conditions conditions, ObjectProvider<CertificateEnds> certificates) {

        Map<Slug, Instant> ending(TeamId team) {
            var known = certificates.getIfAvailable();
            return known == null ? Map.of() : known.ending(team, Watch.SOON);
        }
    }

    /** A revision of a site. */
    private record Version(SiteId site, String revision) {}

    /** Newest first. */
    public List<FleetSite> of(TeamId team) {
        // Asked first: a job that ends between two questions is then shown as still at work, never as if it had not
        // run.
        var busy = work.busy(team);
        var held = findings.held(team).stream()
                .collect(Collectors.toMap(one -> new Version(one.site(), one.revision()), Findings.Held::findings));
        var contradictions = sources.undecided(team);
        var tagged = tags.of(team);
        var conditions = online.conditions().of(team);
        var ending = online.ending(team);
        return sites.summaries(team).stream()
                .map(site -> FleetSite.of(
                        site,
                        busy.contains(site.id()),
                        new Needs(heldBack(site, held), contradictions.getOrDefault(site.id(), 0)),
                        List.copyOf(tagged.getOrDefault(site.id(), List.of())),
                        conditions.getOrDefault(site.id(), Condition.NONE),
                        ending.get(site.slug())))
                .toList();
    }

    private static int heldBack(SiteSummary site, Map<Version, Integer> held) {
        var revision = site.revision();
        return revision == null ? 0 : held.getOrDefault(new Version(site.id(), revision), 0);
    }
}
