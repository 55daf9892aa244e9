package io.chantier.sites.web;

import io.chantier.identity.Caller;
import io.chantier.sites.FileDifference;
import io.chantier.sites.Revision;
import io.chantier.sites.Revisions;
import io.chantier.sites.Site;
import io.chantier.sites.Sites;
import io.chantier.values.Slug;
import io.chantier.web.Problem;
import io.chantier.web.ProblemException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What a site said at which time, and how it changed. */
@RestController
@RequestMapping("/api/sites/{slug}/revisions")
class RevisionApi {

    private static final int MOST = 200;

    private final Sites sites;
    private final Revisions revisions;

    RevisionApi(Sites sites, Revisions revisions) {
        this.sites = sites;
        this.revisions = revisions;
    }

    /** Newest first, at most 200. */
    @GetMapping
    List<Revision> list(Caller caller, @PathVariable String slug) {
        return revisions.list(found(caller, slug), MOST);
    }

    /** The files that differ, each as a unified diff. */
    @GetMapping("/{to}/difference")
    List<FileDifference> difference(
            Caller caller, @PathVariable String slug, @PathVariable String to, @RequestParam String from) {
        var site = found(caller, slug);
        return revisions.difference(
                site, known(site, from).id(), known(site, to).id());
    }

    private Revision known(Site site, String id) {
        return revisions
                .find(site, id)
                .orElseThrow(() -> new ProblemException(Problem.of("revision-unknown", 404, Map.of("revision", id))));
    }

    private Site found(Caller caller, String slug) {
        return Optional.of(slug)
                .filter(Slug::isSlug)
                .flatMap(text -> sites.find(caller.team(), new Slug(text)))
                .orElseThrow(() -> new ProblemException(Problem.of("site-unknown", 404, Map.of("slug", slug))));
    }
}
