package io.chantier.deployment;

import io.chantier.sites.Site;
import io.chantier.sites.SiteState;
import io.chantier.sites.Sites;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Goes round the published sites; the looks are spread over the interval, and each is one replica's. */
@Component
@ConditionalOnExpression("'${chantier.roles:web,generator}'.matches('.*\\bgenerator\\b.*')")
public class HealthRounds {

    private static final Logger log = LoggerFactory.getLogger(HealthRounds.class);

    private final SiteHealth rows;
    private final Deployments deployments;
    private final Sites sites;
    private final HealthSettings settings;
    private final Clock clock;
    private final OwnThread alone = new OwnThread("health-round", this::round);

    HealthRounds(SiteHealth rows, Deployments deployments, Sites sites, HealthSettings settings, Clock clock) {
        this.rows = rows;
        this.deployments = deployments;
        this.sites = sites;
        this.settings = settings;
        this.clock = clock;
    }

    /** Goes round on a thread of its own, so that a site that keeps it waiting holds up nothing else that is due. */
    @Scheduled(fixedDelayString = "PT10S", initialDelayString = "PT1M")
    void tick() {
        alone.begin();
    }

    /** Looks at every site whose time has come. */
    public void round() {
        rows.follow(clock.instant(), settings.every());
        for (var due = take(); !due.isEmpty(); due = take()) look(due);
    }

    private List<SiteHealth.Due> take() {
        return rows.take(clock.instant(), settings.every(), settings.atOnce());
    }

    private void look(List<SiteHealth.Due> due) {
        try (var workers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var one : due) {
                workers.execute(() -> look(one));
            }
        }
    }

    private void look(SiteHealth.Due due) {
        try {
            sites.find(due.team(), due.site())
                    .filter(site -> site.state() == SiteState.LIVE)
                    .ifPresent(site -> look(due, site));
        } catch (RuntimeException e) {
            log.warn("Could not look at site {}", due.site(), e);
        }
    }

    private void look(SiteHealth.Due due, Site site) {
        var seen = deployments.glance(site);
        var shown =
                seen instanceof Verification.NotSeen(var why) ? why.arguments().getOrDefault("seen", "") : "";
        rows.saw(due, seen instanceof Verification.Seen, shown, clock.instant(), settings.again());
    }
}
