package io.chantier.lifecycle.web;

import io.chantier.identity.Caller;
import io.chantier.jobs.Job;
import io.chantier.jobs.JobId;
import io.chantier.lifecycle.JobFeed;
import io.chantier.lifecycle.SiteJobs;
import io.chantier.web.Problem;
import io.chantier.web.ProblemException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** The jobs of the caller's team and what they say. */
@RestController
class JobApi {

    private final SiteFinder sites;
    private final SiteJobs work;
    private final JobFeed feed;
    private final JobView.Maker views;

    JobApi(SiteFinder sites, SiteJobs work, JobFeed feed, JobView.Maker views) {
        this.sites = sites;
        this.work = work;
        this.feed = feed;
        this.views = views;
    }

    @GetMapping("/api/jobs/{id}")
    JobView show(Caller caller, @PathVariable String id, Locale locale) {
        return views.of(found(caller, id), locale);
    }

    /** Ends a job and takes back what it made. */
    @PostMapping("/api/jobs/{id}/cancel")
    @ResponseStatus(HttpStatus.ACCEPTED)
    void cancel(Caller caller, @PathVariable String id) {
        if (!work.cancel(found(caller, id), caller))
            throw new ProblemException(Problem.of("job-over", 409, Map.of("job", id)));
    }

    /** Goes on at the step that failed. */
    @PostMapping("/api/jobs/{id}/retry")
    @ResponseStatus(HttpStatus.ACCEPTED)
    void retry(Caller caller, @PathVariable String id) {
        if (!work.retry(found(caller, id), caller))
            throw new ProblemException(Problem.of("job-not-failed", 409, Map.of("job", id)));
    }

    /** One line of a site's newest job. */
    record Line(long number, java.time.Instant at, String step, String text) {}

    @GetMapping(path = "/api/sites/{slug}/logs", produces = MediaType.APPLICATION_JSON_VALUE)
    List<Line> logs(
            Caller caller, @PathVariable String slug, @RequestParam(defaultValue = "0") long after, Locale locale) {
        return work.of(sites.find(caller, slug)).stream()
                .findFirst()
                .map(job -> feed.lines(job.id(), after, locale).stream()
                        .map(line -> new Line(line.number(), line.at(), line.step(), line.text()))
                        .toList())
                .orElse(List.of());
    }

    /** The same as they come, with {@code job} events in between; ends with the job. */
    @GetMapping(path = "/api/sites/{slug}/logs", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    SseEmitter follow(
            Caller caller,
            @PathVariable String slug,
            @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String last,
            Locale locale) {
        var job = work.of(sites.find(caller, slug)).stream()
                .findFirst()
                .orElseThrow(() -> new ProblemException(Problem.of("no-job", 404, Map.of("slug", slug))));
        return feed.stream(job.id(), JobFeed.after(last), locale);
    }

    private Job found(Caller caller, String id) {
        try {
            return work.find(caller.team(), JobId.of(id)).orElseThrow(() -> unknown(id));
        } catch (IllegalArgumentException _) {
            throw unknown(id);
        }
    }

    private static ProblemException unknown(String id) {
        return new ProblemException(Problem.of("job-unknown", 404, Map.of("job", id)));
    }
}
