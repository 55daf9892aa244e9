package io.chantier.approval;

import io.chantier.jobs.Job;
import io.chantier.lifecycle.JobEnd;
import io.chantier.sites.Site;
import io.chantier.sites.Sites;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Lets the author go on with what clients ask for: when a site is free again, and after whatever went wrong. */
@Component
class AuthorsTurn implements JobEnd {

    private static final Logger log = LoggerFactory.getLogger(AuthorsTurn.class);

    private final TaskAuthor author;
    private final TaskRows rows;
    private final Sites sites;

    AuthorsTurn(TaskAuthor author, TaskRows rows, Sites sites) {
        this.author = author;
        this.rows = rows;
        this.sites = sites;
    }

    @Override
    public void over(Site site, Job job) {
        if (!rows.withAuthor(site).isEmpty()) author.goOn(site);
    }

    @Scheduled(fixedDelayString = "PT30S", initialDelayString = "PT20S")
    void sweep() {
        rows.sitesWithAuthor().forEach((id, team) -> {
            try {
                sites.find(team, id).ifPresent(author::goOn);
            } catch (RuntimeException e) {
                log.warn("The author cannot go on with the tasks of site {}", id, e);
            }
        });
    }
}
