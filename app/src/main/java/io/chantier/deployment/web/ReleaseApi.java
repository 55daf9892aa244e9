package io.chantier.deployment.web;

import io.chantier.deployment.Deployments;
import io.chantier.deployment.KeptReleases;
import io.chantier.deployment.Retention;
import io.chantier.deployment.Retention.Stay;
import io.chantier.deployment.RollBack;
import io.chantier.identity.Caller;
import io.chantier.jobs.JobId;
import io.chantier.sites.SitePages;
import io.chantier.storage.ReleasePointers.Publication;
import io.chantier.web.Problem;
import io.chantier.web.ProblemException;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What the public saw of a site, and the way back to it. */
@RestController
@RequestMapping("/api/sites/{slug}/releases")
class ReleaseApi {

    private final SitePages pages;
    private final Deployments deployments;
    private final RollBack rollBack;
    private final KeptReleases kept;

    ReleaseApi(SitePages pages, Deployments deployments, RollBack rollBack, KeptReleases kept) {
        this.pages = pages;
        this.deployments = deployments;
        this.rollBack = rollBack;
        this.kept = kept;
    }

    /**
     * One publication.
     *
     * @param release the digest of what was served
     * @param seen whether it was seen from outside
     * @param current whether visitors get it now
     * @param kept why one can go back to it; null where one cannot any more
     * @param keptUntil when it may go; null as long as the reason holds
     */
    record ReleaseView(
            String release,
            Instant publishedAt,
            boolean seen,
            boolean current,
            Retention.@Nullable Reason kept,
            @Nullable Instant keptUntil) {}

    /** @param release the digest of a release that the site has served before */
    record CurrentBody(@Nullable String release) {}

    /** @param job brings the server where the site stands in line; null where our own edge is all */
    record Current(String release, URI address, @Nullable String job) {}

    /** The newest publications first, as many as are kept. */
    @GetMapping
    List<ReleaseView> list(Caller caller, @PathVariable String slug) {
        var site = pages.find(caller, slug);
        var served = deployments.served(site);
        var stays = kept.of(site);
        var views = new ArrayList<ReleaseView>();
        for (var one : deployments.history(site)) {
            boolean current =
                    views.isEmpty() && served.filter(one.release()::equals).isPresent();
            views.add(view(one, current, stays.get(one.release())));
        }
        return views;
    }

    /** Serves an earlier release again. */
    @PutMapping("/current")
    Current rollBack(Caller caller, @PathVariable String slug, @RequestBody CurrentBody body) {
        var site = pages.find(caller, slug);
        var wanted = body.release();
        if (wanted == null) throw new ProblemException(Problem.ofField("release", "required", Map.of()));
        var job = demand(rollBack.to(site, wanted, caller));
        return new Current(
                wanted, deployments.of(site), job.map(JobId::toString).orElse(null));
    }

    /** The job that still brings another server in line, or the problem that says why nothing was rolled back. */
    static Optional<JobId> demand(RollBack.Outcome outcome) {
        return switch (outcome) {
            case RollBack.Outcome.Back _ -> Optional.empty();
            case RollBack.Outcome.Following(var job) -> Optional.of(job);
            case RollBack.Outcome.Gone() -> throw new ProblemException(Problem.of("release-gone", 410));
            case RollBack.Outcome.Unknown() -> throw new ProblemException(Problem.of("not-found", 404));
            case RollBack.Outcome.Busy(var job) ->
                throw new ProblemException(Problem.of("site-busy", 409, Map.of("job", job.toString())));
            case RollBack.Outcome.Failed(var why) ->
                throw new ProblemException(Problem.of(why.code(), 502, why.arguments()));
        };
    }

    private static ReleaseView view(Publication one, boolean current, @Nullable Stay stay) {
        return new ReleaseView(
                one.release().value(),
                one.publishedAt(),
                one.confirmedAt() != null,
                current,
                stay == null ? null : stay.reason(),
                stay == null ? null : stay.until());
    }
}
