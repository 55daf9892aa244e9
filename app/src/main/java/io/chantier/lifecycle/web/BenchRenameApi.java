package io.chantier.lifecycle.web;

import io.chantier.identity.Caller;
import io.chantier.lifecycle.BenchRenames;
import io.chantier.lifecycle.web.WorkApi.Accepted;
import io.swagger.v3.oas.annotations.Operation;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The name of a site on its bench. */
@RestController
@RequestMapping("/api/sites/{slug}/bench-name")
class BenchRenameApi {

    private final SiteFinder sites;
    private final BenchRenames renames;

    BenchRenameApi(SiteFinder sites, BenchRenames renames) {
        this.sites = sites;
        this.renames = renames;
    }

    /** @param host the new name; left out for the one that the site would have today */
    record Wanted(@Nullable String host) {}

    @PostMapping
    @Operation(summary = "Gives the site another name on its bench, after a backup; what the public calls it stays")
    ResponseEntity<Accepted> rename(
            Caller caller, @PathVariable String slug, @RequestBody(required = false) @Nullable Wanted wanted) {
        var host = wanted == null ? "" : Objects.requireNonNullElse(wanted.host(), "");
        return WorkApi.answer(renames.rename(sites.find(caller, slug), host, caller));
    }
}
