package io.chantier.lifecycle.web;

import io.chantier.identity.Caller;
import io.chantier.lifecycle.BenchRestores;
import io.chantier.lifecycle.web.WorkApi.Accepted;
import io.chantier.values.Secret;
import io.swagger.v3.oas.annotations.Operation;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What is brought back from the backups of a site on a bench. */
@RestController
@RequestMapping("/api/sites/{slug}")
class BenchRestoreApi {

    private final SiteFinder sites;
    private final BenchRestores restores;

    BenchRestoreApi(SiteFinder sites, BenchRestores restores) {
        this.sites = sites;
        this.restores = restores;
    }

    /**
     * What is to be put back.
     *
     * @param backup the id of one of the site's own
     * @param parts some of {@code database}, {@code public}, {@code private}; left out all that the backup has
     * @param adminPassword that the site's administrator has afterwards; it goes in and never comes out
     * @param skipBackup for a site that is so broken that it cannot be backed up before
     */
    record Body(
            @Nullable String backup,
            @Nullable List<String> parts,
            @Nullable String adminPassword,
            @Nullable Boolean skipBackup) {

        BenchRestores.Wanted wanted() {
            return new BenchRestores.Wanted(
                    Objects.requireNonNullElse(backup, ""),
                    parts,
                    new Secret(Objects.requireNonNullElse(adminPassword, "")),
                    Boolean.TRUE.equals(skipBackup));
        }
    }

    @PostMapping("/restorations")
    @Operation(
            summary = "Puts a backup of the site back, after a backup of what is there",
            description =
                    "The site is closed for its visitors meanwhile. Where it fails, our own agent brings the database back.")
    ResponseEntity<Accepted> restore(Caller caller, @PathVariable String slug, @RequestBody Body body) {
        return WorkApi.answer(restores.restore(sites.find(caller, slug), body.wanted(), caller));
    }
}
