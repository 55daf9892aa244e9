package io.chantier.deployment.web;

import io.chantier.deployment.dokploy.SitePlaces;
import io.chantier.deployment.dokploy.SitePlaces.Choice;
import io.chantier.identity.Caller;
import io.chantier.jobs.JobId;
import io.chantier.sites.SitePages;
import io.chantier.web.Problem;
import io.chantier.web.ProblemException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Where a site stands: on our own edge, or on a server of the operator's. */
@RestController
@RequestMapping("/api/sites/{slug}/place")
class PlaceApi {

    private final SitePages pages;
    private final SitePlaces places;

    PlaceApi(SitePages pages, SitePlaces places) {
        this.pages = pages;
        this.places = places;
    }

    /** @param to a server's id, or {@code edge} */
    record Wanted(@Nullable String to) {}

    record Moving(String job) {}

    @GetMapping
    List<Choice> show(Caller caller, @PathVariable String slug) {
        return places.choices(pages.find(caller, slug));
    }

    /** Begins to move the site; it is live and seen at the new place before it leaves the old one. */
    @PutMapping
    ResponseEntity<Moving> move(Caller caller, @PathVariable String slug, @RequestBody Wanted wanted) {
        var site = pages.find(caller, slug);
        if (wanted.to() == null) throw new ProblemException(Problem.ofField("to", "required", Map.of()));
        return places.move(site, wanted.to(), caller)
                .map(PlaceApi::accepted)
                .orElseGet(() -> ResponseEntity.noContent().build());
    }

    private static ResponseEntity<Moving> accepted(JobId job) {
        return ResponseEntity.accepted()
                .location(URI.create("/api/jobs/" + job))
                .body(new Moving(job.toString()));
    }
}
