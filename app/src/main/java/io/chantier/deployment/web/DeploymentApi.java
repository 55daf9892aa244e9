package io.chantier.deployment.web;

import io.chantier.deployment.DeploymentLog;
import io.chantier.deployment.DeploymentLog.Entry;
import io.chantier.identity.Caller;
import io.chantier.sites.SitePages;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Each publication, move and way back of a site: who, where, how long, how it ended. */
@RestController
class DeploymentApi {

    private final SitePages pages;
    private final DeploymentLog log;

    DeploymentApi(SitePages pages, DeploymentLog log) {
        this.pages = pages;
        this.log = log;
    }

    /** The newest first; {@code job} leads to the steps and the log. */
    @GetMapping("/api/sites/{slug}/deployments")
    List<Entry> list(Caller caller, @PathVariable String slug) {
        return log.of(pages.find(caller, slug));
    }
}
