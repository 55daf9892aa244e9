package io.chantier.lifecycle.web;

import io.chantier.identity.Caller;
import io.chantier.lifecycle.Archive;
import io.chantier.lifecycle.BenchLife;
import io.chantier.lifecycle.HandTexts;
import io.chantier.lifecycle.SiteJobs;
import io.chantier.lifecycle.SiteJobs.Ordered;
import io.chantier.sites.Site;
import io.chantier.sites.SiteKind;
import io.chantier.web.Problem;
import io.chantier.web.ProblemException;
import io.swagger.v3.oas.annotations.Operation;
import java.net.URI;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The verbs of a site: generate, deploy, archive, bring back, delete. */
@RestController
@RequestMapping("/api/sites/{slug}")
class WorkApi {

    private final SiteFinder sites;
    private final SiteJobs work;
    private final Archive archive;
    private final BenchLife benches;

    WorkApi(SiteFinder sites, SiteJobs work, Archive archive, BenchLife benches) {
        this.sites = sites;
        this.work = work;
        this.archive = archive;
        this.benches = benches;
    }

    /** @param job to be watched at {@code /api/jobs/{id}} */
    record Accepted(String job) {}

    /** @param replaceEdits whether texts that people wrote by hand are replaced, too; left out they are kept */
    record Making(@Nullable Boolean replaceEdits) {}

    /**
     * How a site on a bench goes.
     *
     * @param withoutBackup whether no last backup is made, where none can be
     * @param name the site's, typed again for that
     */
    record Leaving(
            @Nullable Boolean withoutBackup, @Nullable String name) {}

    @PostMapping("/generate")
    @Operation(
            summary = "Reads the old site again and writes a new revision",
            description = "Texts that people wrote by hand are carried over to their places; those whose place is gone"
                    + " are listed in the job's log and as findings. With replaceEdits they are replaced, and stay in"
                    + " the revision before.")
    ResponseEntity<Accepted> generate(
            Caller caller, @PathVariable String slug, @RequestBody(required = false) @Nullable Making wanted) {
        var replaces = wanted != null && Boolean.TRUE.equals(wanted.replaceEdits());
        var texts = replaces ? HandTexts.REPLACE : HandTexts.KEEP;
        return answer(work.generate(sites.find(caller, slug), texts, caller));
    }

    @PostMapping("/deploy")
    ResponseEntity<Accepted> deploy(Caller caller, @PathVariable String slug) {
        return answer(work.deploy(sites.find(caller, slug), caller));
    }

    @PostMapping("/archive")
    @Operation(
            summary = "Takes the site offline",
            description =
                    "At once where Chantier makes the site (204). A site on a bench is taken off it by a job, after"
                            + " a last backup (202). Where that one failed, or the site is broken, withoutBackup takes it"
                            + " off without one; it needs the site's name.")
    ResponseEntity<Accepted> archive(
            Caller caller, @PathVariable String slug, @RequestBody(required = false) @Nullable Leaving wanted) {
        var site = sites.find(caller, slug);
        if (site.kind() == SiteKind.BENCH) return answer(leave(site, wanted, caller));
        refuseUnless(archive.archive(site, caller), sites.find(caller, slug));
        return ResponseEntity.noContent().build();
    }

    private Ordered leave(Site site, @Nullable Leaving wanted, Caller caller) {
        if (wanted == null || !Boolean.TRUE.equals(wanted.withoutBackup())) return benches.archive(site, caller);
        return benches.archiveWithoutBackup(site, Objects.requireNonNullElse(wanted.name(), ""), caller);
    }

    @DeleteMapping("/archive")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void bringBack(Caller caller, @PathVariable String slug) {
        refuseUnless(archive.bringBack(sites.find(caller, slug), caller), sites.find(caller, slug));
    }

    /** Forgets an archived site for good. */
    @DeleteMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(Caller caller, @PathVariable String slug) {
        demand(archive.delete(sites.find(caller, slug), caller));
    }

    static void demand(Archive.Deletion deletion) {
        switch (deletion) {
            case Archive.Deletion.Deleted _ -> {}
            case Archive.Deletion.NotArchived(var state) ->
                throw new ProblemException(Problem.of("site-state", 409, Map.of("state", state.name())));
            case Archive.Deletion.Busy(var job) ->
                throw new ProblemException(Problem.of("site-busy", 409, Map.of("job", job.toString())));
        }
    }

    static ResponseEntity<Accepted> answer(Ordered ordered) {
        return switch (ordered) {
            case Ordered.Begun(var job) ->
                ResponseEntity.accepted()
                        .location(URI.create("/api/jobs/" + job))
                        .body(new Accepted(job.toString()));
            case Ordered.Busy(var job) ->
                throw new ProblemException(Problem.of("site-busy", 409, Map.of("job", job.toString())));
            case Ordered.NotNow(var state) ->
                throw new ProblemException(Problem.of("site-state", 409, Map.of("state", state.name())));
            case Ordered.NotApproved() -> throw new ProblemException(Problem.of("approval-missing", 409));
        };
    }

    private static void refuseUnless(boolean done, Site site) {
        if (!done)
            throw new ProblemException(
                    Problem.of("site-state", 409, Map.of("state", site.state().name())));
    }
}
