package io.chantier.benches.web;

import io.chantier.benches.servers.Usage;
import io.chantier.benches.servers.Usages;
import io.chantier.identity.Caller;
import io.chantier.sites.SitePages;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** What a site on a bench takes up. */
@RestController
class UsageApi {

    private static final int DAYS = 400;

    private final SitePages pages;
    private final Usages usages;

    UsageApi(SitePages pages, Usages usages) {
        this.pages = pages;
        this.usages = usages;
    }

    /** Day by day in MB, the newest first; empty for a site that lives on no bench. */
    @GetMapping("/api/sites/{slug}/usage")
    List<Usage> list(Caller caller, @PathVariable String slug) {
        return usages.of(pages.find(caller, slug), DAYS);
    }
}
