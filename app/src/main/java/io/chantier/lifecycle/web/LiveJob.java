package io.chantier.lifecycle.web;

import io.chantier.jobs.Job;
import io.chantier.jobs.JobId;
import io.chantier.jobs.Jobs;
import io.chantier.lifecycle.JobFeed;
import io.chantier.sites.Site;
import io.chantier.web.Frame;
import io.chantier.web.LiveStream;
import io.chantier.web.Parts;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Sends the panel of a running job piece by piece, as HTML: {@code progress}, {@code steps}, {@code done}, {@code line}; at last {@code over}. */
@Component
class LiveJob {

    private static final int LONGEST_SILENCE_SECONDS = 10;

    private final Jobs jobs;
    private final JobFeed feed;
    private final Parts parts;

    LiveJob(Jobs jobs, JobFeed feed, Parts parts) {
        this.jobs = jobs;
        this.feed = feed;
        this.parts = parts;
    }

    SseEmitter follow(Site site, JobId id, Frame frame, long after) {
        return LiveStream.of(stream -> {
            var news = new Semaphore(1);
            try (var _ = jobs.subscribe(changed -> {
                if (changed.equals(id)) news.release();
            })) {
                new Reader(stream, site, frame, after).read(id, news);
            }
        });
    }

    /** One open page. */
    private final class Reader {
        private final LiveStream stream;
        private final Site site;
        private final Frame frame;
        private long last;
        private String shown = "";

        Reader(LiveStream stream, Site site, Frame frame, long after) {
            this.stream = stream;
            this.site = site;
            this.frame = frame;
            this.last = after;
        }

        void read(JobId id, Semaphore news) throws InterruptedException {
            while (stream.isOpen()) {
                if (!news.tryAcquire(LONGEST_SILENCE_SECONDS, TimeUnit.SECONDS)) stream.ping();
                news.drainPermits();
                var job = jobs.find(id).orElse(null);
                if (job == null) return;
                sendLines(id);
                sendState(job);
                if (job.state().isOver()) {
                    stream.send("over", "");
                    return;
                }
            }
        }

        private void sendLines(JobId id) {
            for (var batch = feed.lines(id, last, frame.locale());
                    !batch.isEmpty();
                    batch = feed.lines(id, last, frame.locale())) {
                for (var line : batch) {
                    var lines = List.of(new JobPanel.Line(line.number(), line.at(), line.text()));
                    stream.send(
                            Long.toString(line.number()),
                            "line",
                            parts.text("lifecycle/lines.jte", Map.of("frame", frame, "lines", lines)));
                    last = line.number();
                }
            }
        }

        private void sendState(Job job) {
            var panel = JobPanel.of(site, job, List.of());
            Map<String, Object> parameters = Map.of("frame", frame, "job", panel);
            var steps = parts.text("lifecycle/steps.jte", parameters);
            var progress = parts.text("lifecycle/progress.jte", parameters);
            if (shown.equals(progress + steps)) return;
            shown = progress + steps;
            stream.send("progress", progress);
            stream.send("steps", steps);
            stream.send(
                    "done",
                    frame.say(
                            "page.job.stepsDone",
                            "done",
                            panel.done(),
                            "all",
                            panel.steps().size()));
        }
    }
}
