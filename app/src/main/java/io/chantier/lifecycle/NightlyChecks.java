package io.chantier.lifecycle;

import io.chantier.checks.ChecksSettings;
import io.chantier.checks.Runs;
import io.chantier.sites.SiteState;
import io.chantier.sites.Sites;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Each night the sites that nobody has examined for the longest time are examined again: pages age while nobody edits them. */
@Component
@ConditionalOnExpression("'${chantier.roles:web,generator}'.matches('.*\\bgenerator\\b.*')")
class NightlyChecks {

    private final Runs runs;
    private final Sites sites;
    private final Afterchecks afterchecks;
    private final ChecksSettings settings;

    NightlyChecks(Runs runs, Sites sites, Afterchecks afterchecks, ChecksSettings settings) {
        this.runs = runs;
        this.sites = sites;
        this.afterchecks = afterchecks;
        this.settings = settings;
    }

    @Scheduled(cron = "0 17 3 * * *")
    void sample() {
        runs.longestAgo().stream()
                .flatMap(one -> sites.find(one.team(), one.site()).stream())
                .filter(site -> site.state() == SiteState.LIVE)
                .limit(settings.nightly())
                .forEach(afterchecks::orderAgain);
    }
}
