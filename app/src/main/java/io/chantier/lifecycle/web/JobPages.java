package io.chantier.lifecycle.web;

import io.chantier.generation.OwnWords;
import io.chantier.identity.Caller;
import io.chantier.jobs.Job;
import io.chantier.jobs.JobId;
import io.chantier.lifecycle.JobFeed;
import io.chantier.lifecycle.SiteJobs;
import io.chantier.sites.Site;
import io.chantier.sites.SiteId;
import io.chantier.sites.SiteKind;
import io.chantier.sites.SitePages;
import io.chantier.sites.SiteTab;
import io.chantier.web.Frames;
import io.chantier.web.Problem;
import io.chantier.web.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The tab of a site's jobs: each with its steps and its log, live while it runs. */
@Controller
@RequestMapping("/sites/{slug}/jobs")
class JobPages implements SiteTab {

    private final SitePages pages;
    private final SiteJobs work;
    private final JobFeed feed;
    private final LiveJob live;
    private final OwnWords words;

    JobPages(SitePages pages, SiteJobs work, JobFeed feed, LiveJob live, OwnWords words) {
        this.pages = pages;
        this.work = work;
        this.feed = feed;
        this.live = live;
        this.words = words;
    }

    @Override
    public Set<SiteKind> kinds() {
        return SiteKind.ALL;
    }

    @Override
    public String titleKey() {
        return "page.tab.jobs";
    }

    @Override
    public String path(Site site) {
        return "/sites/" + site.slug() + "/jobs";
    }

    @Override
    public String icon() {
        return "hammer";
    }

    @Override
    public int order() {
        return 100;
    }

    @GetMapping
    String list(Caller caller, @PathVariable String slug, HttpServletRequest request, Model page) {
        var site = pages.find(caller, slug);
        page.addAttribute("page", pages.of(site, request));
        page.addAttribute(
                "jobs",
                work.of(site).stream()
                        .map(job -> JobPanel.of(site, job, List.of()))
                        .toList());
        return "lifecycle/jobs";
    }

    @GetMapping("/{id}")
    String show(
            Caller caller, @PathVariable String slug, @PathVariable UUID id, HttpServletRequest request, Model page) {
        var site = pages.find(caller, slug);
        var surroundings = pages.of(site, request);
        var job = found(caller, site, id);
        page.addAttribute("page", surroundings);
        page.addAttribute(
                "job",
                JobPanel.of(
                        site,
                        job,
                        work.isNewest(site, job),
                        feed.lines(job.id(), 0, pages.frame(request).locale())));
        page.addAttribute("ownWords", caller.operator() ? ownWords(caller, job) : "");
        return "lifecycle/job";
    }

    private String ownWords(Caller caller, Job job) {
        var why = job.failure();
        return why == null
                ? ""
                : words.of(caller.team(), job.id().value(), why.code()).orElse("");
    }

    @GetMapping("/{id}/live")
    SseEmitter follow(
            Caller caller,
            @PathVariable String slug,
            @PathVariable UUID id,
            @RequestParam(defaultValue = "0") long after,
            @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastEvent,
            HttpServletRequest request) {
        var site = pages.find(caller, slug);
        var job = found(caller, site, id);
        return live.follow(site, job.id(), pages.frame(request), Math.max(after, JobFeed.after(lastEvent)));
    }

    @PostMapping("/{id}/cancellation")
    String cancel(Caller caller, @PathVariable String slug, @PathVariable UUID id, RedirectAttributes next) {
        var site = pages.find(caller, slug);
        if (!work.cancel(found(caller, site, id), caller)) {
            throw new ProblemException(Problem.of("job-over", 409, Map.of("job", id.toString())));
        }
        next.addFlashAttribute(Frames.DONE, "page.job.cancelled");
        return "redirect:/sites/" + slug;
    }

    @PostMapping("/{id}/retry")
    String retry(Caller caller, @PathVariable String slug, @PathVariable UUID id, RedirectAttributes next) {
        var site = pages.find(caller, slug);
        if (!work.retry(found(caller, site, id), caller)) {
            throw new ProblemException(Problem.of("job-not-failed", 409, Map.of("job", id.toString())));
        }
        next.addFlashAttribute(Frames.DONE, "page.job.retried");
        return "redirect:/sites/" + slug;
    }

    private Job found(Caller caller, Site site, UUID id) {
        return work.find(caller.team(), new JobId(id))
                .filter(job -> SiteId.of(job.order().subject()).equals(site.id()))
                .orElseThrow(() -> new ProblemException(Problem.of("job-unknown", 404, Map.of("job", id.toString()))));
    }
}
