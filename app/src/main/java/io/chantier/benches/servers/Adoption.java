package io.chantier.benches.servers;

import io.chantier.identity.Audit;
import io.chantier.identity.Caller;
import io.chantier.sites.Drafts;
import io.chantier.sites.Site;
import io.chantier.sites.SiteState;
import io.chantier.sites.Sites;
import io.chantier.values.TeamId;
import io.chantier.web.Problem;
import io.chantier.web.ProblemException;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Makes sites of ours of those that a bench had before us. Nothing is done to them: they stay online as they are. */
@Component
public class Adoption {

    /** What may stand in an address; an agent lists folders, which may be called anything. */
    private static final Pattern HOST =
            Pattern.compile("(?=.{1,253}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*");

    private final Benches benches;
    private final BenchSites homes;
    private final Sites sites;
    private final Drafts drafts;
    private final Audit audit;
    private final ApplicationEventPublisher events;

    Adoption(
            Benches benches,
            BenchSites homes,
            Sites sites,
            Drafts drafts,
            Audit audit,
            ApplicationEventPublisher events) {
        this.benches = benches;
        this.homes = homes;
        this.sites = sites;
        this.drafts = drafts;
        this.audit = audit;
        this.events = events;
    }

    /** Whether this can be the public name of a site. */
    public static boolean isHost(String name) {
        return HOST.matcher(name).matches();
    }

    /** From now on the team has this site; a problem where the bench does not list it or it is somebody's already. */
    @Transactional
    public Site adopt(UUID bench, String host, TeamId team, Caller caller) {
        var listed = benches.find(bench)
                .filter(one -> one.state() == Bench.State.ACTIVE)
                .filter(one -> one.sites().contains(host))
                .orElseThrow(() -> new ProblemException(Problem.of("bench-site-unknown", 404, Map.of("host", host))));
        if (!isHost(host)) throw new ProblemException(Problem.of("bench-site-no-host", 422, Map.of("host", host)));
        var site = drafts.hosted(team, host, SiteState.LIVE);
        if (!homes.put(site, bench, host, true)) {
            throw new ProblemException(Problem.of("bench-site-taken", 409, Map.of("host", host)));
        }
        audit.write(
                caller,
                "site.adopt",
                site.id().toString(),
                Map.of("host", host, "bench", listed.name(), "team", team.toString()));
        return site;
    }

    /**
     * Takes an adopted site off our list again, with what we noted about it; on its bench nothing is done. A problem as long as
     * its bench has names of it from us: nobody would have them taken away afterwards, and no other site could get them.
     */
    @Transactional
    public void letGo(UUID bench, String host, Caller caller) {
        var home = homes.adopted(bench, host)
                .orElseThrow(
                        () -> new ProblemException(Problem.of("bench-site-not-adopted", 404, Map.of("host", host))));
        var site = sites.find(home.team(), home.site()).orElseThrow();
        if (homes.isNamed(site)) {
            throw new ProblemException(Problem.of("bench-site-named", 409, Map.of("host", host)));
        }
        events.publishEvent(new BenchSites.LetGo(site.id()));
        sites.delete(site);
        audit.write(caller, "site.let-go", site.id().toString(), Map.of("host", host));
    }
}
