package io.chantier.lifecycle.web;

import io.chantier.benches.hosting.BenchBackups.Backup;
import io.chantier.identity.Caller;
import io.chantier.lifecycle.BenchCare;
import io.chantier.lifecycle.Urgency;
import io.chantier.lifecycle.web.WorkApi.Accepted;
import io.chantier.web.Page;
import io.swagger.v3.oas.annotations.Operation;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The apps and the data of a site on a bench. */
@RestController
@RequestMapping("/api/sites/{slug}")
class BenchCareApi {

    private final SiteFinder sites;
    private final BenchCare care;

    BenchCareApi(SiteFinder sites, BenchCare care) {
        this.sites = sites;
        this.care = care;
    }

    /** @param name of an app that the site's bench has */
    record Wanted(@Nullable String name) {}

    @GetMapping("/apps")
    @Operation(summary = "The apps of a site as its agent lists them now, and those that its bench has besides")
    BenchCare.Apps apps(Caller caller, @PathVariable String slug) {
        return care.apps(sites.find(caller, slug));
    }

    @PostMapping("/apps")
    ResponseEntity<Accepted> install(Caller caller, @PathVariable String slug, @RequestBody Wanted wanted) {
        var app = Objects.requireNonNullElse(wanted.name(), "");
        return WorkApi.answer(care.install(sites.find(caller, slug), app, caller));
    }

    @DeleteMapping("/apps/{app}")
    @Operation(summary = "Takes an app off the site with its data, after a backup")
    ResponseEntity<Accepted> uninstall(Caller caller, @PathVariable String slug, @PathVariable String app) {
        return WorkApi.answer(care.uninstall(sites.find(caller, slug), app, caller));
    }

    @GetMapping("/backups")
    @Operation(summary = "The backups that the agent told of, the newest first")
    Page<Backup> backups(
            Caller caller,
            @PathVariable String slug,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable Integer limit) {
        return care.backups(sites.find(caller, slug), cursor, Page.limit(limit));
    }

    @PostMapping("/backups")
    @Operation(summary = "Backs the site up with its files")
    ResponseEntity<Accepted> backUp(Caller caller, @PathVariable String slug) {
        return WorkApi.answer(care.backUp(sites.find(caller, slug), caller, Urgency.ONE));
    }

    @PostMapping("/migration")
    @Operation(summary = "Brings the database up to its apps, after a backup")
    ResponseEntity<Accepted> migrate(Caller caller, @PathVariable String slug) {
        return WorkApi.answer(care.migrate(sites.find(caller, slug), caller, Urgency.ONE));
    }

    @DeleteMapping("/cache")
    ResponseEntity<Accepted> clearCache(Caller caller, @PathVariable String slug) {
        return WorkApi.answer(care.clearCache(sites.find(caller, slug), caller));
    }
}
