package io.chantier.dashboard.web;

import io.chantier.identity.Caller;
import io.chantier.identity.Warnings;
import io.chantier.jobs.Job;
import io.chantier.jobs.Job.JobStep;
import io.chantier.lifecycle.SiteJobs;
import io.chantier.sites.Site;
import io.chantier.sites.SiteBadge;
import io.chantier.sites.SiteId;
import io.chantier.sites.SiteState;
import io.chantier.sites.Sites;
import io.chantier.thumbnails.Thumbnail;
import io.chantier.thumbnails.Thumbnails;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The first page: how the team's sites stand, or one field where there is none yet. */
@Controller
class OverviewPage {

    private static final int RECENT = 8;

    /** An import has hundreds at work; the tab of those at work has them all. */
    private static final int SHOWN_AT_WORK = 8;

    private final Sites sites;
    private final SiteJobs work;
    private final Warnings warnings;
    private final TourGuide guide;
    private final Thumbnails thumbnails;

    OverviewPage(Sites sites, SiteJobs work, Warnings warnings, TourGuide guide, Thumbnails thumbnails) {
        this.guide = guide;
        this.thumbnails = thumbnails;
        this.sites = sites;
        this.work = work;
        this.warnings = warnings;
    }

    @GetMapping("/")
    String show(Caller caller, Model page) {
        var newest = sites.list(caller.team(), new Sites.Query("", null, null, RECENT));
        var pictures =
                thumbnails.of(caller.team(), newest.stream().map(Site::id).toList());
        var recent = newest.stream()
                .map(site -> recent(site, pictures.get(site.id())))
                .toList();
        var running = work.running(caller.team()).stream()
                .limit(SHOWN_AT_WORK)
                .flatMap(job -> running(caller, job).stream())
                .toList();
        var warned = warnings.of(caller.team()).stream()
                .map(warning -> new Overview.Warning(warning.code(), warning.arguments(), warning.path()))
                .toList();
        page.addAttribute("overview", new Overview(counts(sites.countByState(caller.team())), running, recent, warned));
        page.addAttribute("tour", guide.of(caller).orElse(null));
        page.addAttribute("tourPutAway", guide.isPutAway(caller));
        return "dashboard/overview";
    }

    private static Overview.Recent recent(Site site, @Nullable Thumbnail picture) {
        return new Overview.Recent(
                site.name(),
                site.slug().value(),
                SiteBadge.of(site.state()),
                site.createdAt(),
                picture == null ? null : picture.path(site.slug()));
    }

    private Optional<Overview.Work> running(Caller caller, Job job) {
        return sites.find(caller.team(), SiteId.of(job.order().subject()))
                .map(site -> new Overview.Work(
                        site.name(),
                        "/sites/" + site.slug(),
                        "job." + job.order().kind(),
                        stepKey(job),
                        job.progress()));
    }

    private static String stepKey(Job job) {
        return job.steps().stream()
                .filter(step -> step.state() == JobStep.State.RUNNING || step.state() == JobStep.State.WAITING)
                .findFirst()
                .map(step -> "step." + step.name())
                .orElse("");
    }

    private static List<Overview.Count> counts(Map<SiteState, Long> numbers) {
        var working = sum(numbers, SiteState.GENERATING, SiteState.DEPLOYING, SiteState.INSTALLING);
        return List.of(
                count("live", sum(numbers, SiteState.LIVE), "ok", "circle-check", "LIVE"),
                count("working", working, "busy", "hammer", "GENERATING"),
                count("waiting", sum(numbers, SiteState.GENERATED), "warn", "eye-check", "GENERATED"),
                count("trouble", sum(numbers, SiteState.BROKEN), "bad", "alert-triangle", "BROKEN"));
    }

    private static Overview.Count count(String name, long number, String tone, String icon, String state) {
        return new Overview.Count("page.overview.count." + name, number, tone, icon, "/sites?state=" + state);
    }

    private static long sum(Map<SiteState, Long> numbers, SiteState... states) {
        long sum = 0;
        for (var state : states) sum += numbers.getOrDefault(state, 0L);
        return sum;
    }
}
