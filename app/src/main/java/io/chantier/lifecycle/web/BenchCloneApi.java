package io.chantier.lifecycle.web;

import io.chantier.identity.Caller;
import io.chantier.lifecycle.BenchCopies;
import io.chantier.lifecycle.web.NewBenchSiteApi.Accepted;
import io.chantier.values.Secret;
import io.swagger.v3.oas.annotations.Operation;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Copies of sites on benches, to try things out. */
@RestController
@RequestMapping("/api/sites/{slug}/clones")
class BenchCloneApi {

    private final SiteFinder sites;
    private final BenchCopies copies;

    BenchCloneApi(SiteFinder sites, BenchCopies copies) {
        this.sites = sites;
        this.copies = copies;
    }

    /**
     * What the copy is to be.
     *
     * @param slug the first part of its public name
     * @param adminPassword of the copy's own administrator; it goes in and never comes out
     */
    record Body(@Nullable String slug, @Nullable String adminPassword) {}

    @PostMapping
    @Operation(
            summary = "Makes a staging copy of a site on a bench, from a backup that is made now",
            description = "The copy sends no mail and its scheduler is paused. The site itself is only backed up.")
    ResponseEntity<Accepted> copy(Caller caller, @PathVariable String slug, @RequestBody Body body) {
        var password = new Secret(Objects.requireNonNullElse(body.adminPassword(), ""));
        var name = Objects.requireNonNullElse(body.slug(), "");
        return NewBenchSiteApi.answer(copies.copy(sites.find(caller, slug), name, password, caller));
    }
}
