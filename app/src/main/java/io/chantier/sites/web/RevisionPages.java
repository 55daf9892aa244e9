package io.chantier.sites.web;

import io.chantier.identity.Caller;
import io.chantier.sites.MarkedRevisions;
import io.chantier.sites.Revision;
import io.chantier.sites.Revisions;
import io.chantier.sites.Site;
import io.chantier.sites.SitePages;
import io.chantier.web.Problem;
import io.chantier.web.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;

/** The tab of revisions: what the site said at which time, and what changed. */
@Controller
@RequestMapping("/sites/{slug}/revisions")
class RevisionPages {

    private static final int MOST = 200;

    private final SitePages pages;
    private final Revisions revisions;
    private final List<MarkedRevisions> marked;

    RevisionPages(SitePages pages, Revisions revisions, List<MarkedRevisions> marked) {
        this.pages = pages;
        this.revisions = revisions;
        this.marked = List.copyOf(marked);
    }

    @GetMapping
    String list(Caller caller, @PathVariable String slug, HttpServletRequest request, Model page) {
        var site = pages.find(caller, slug);
        page.addAttribute("page", pages.of(site, request));
        var refers = marked.stream().flatMap(one -> one.of(site).stream()).collect(Collectors.toSet());
        page.addAttribute("entries", RevisionEntry.of(revisions.list(site, MOST), refers));
        return "sites/revisions";
    }

    @GetMapping("/{id}")
    String show(
            Caller caller, @PathVariable String slug, @PathVariable String id, HttpServletRequest request, Model page) {
        var site = pages.find(caller, slug);
        var revision = revisions
                .find(site, id)
                .orElseThrow(() -> new ProblemException(Problem.of("revision-unknown", 404, Map.of("revision", id))));
        page.addAttribute("page", pages.of(site, request));
        page.addAttribute("view", changes(site, revision));
        return "sites/revision";
    }

    private DiffView changes(Site site, Revision revision) {
        return revisions.list(site, MOST).stream()
                .filter(other -> other.number() == revision.number() - 1)
                .findFirst()
                .map(before -> DiffView.of(revision, revisions.difference(site, before.id(), revision.id())))
                .orElseGet(() -> new DiffView(revision, List.of()));
    }
}
