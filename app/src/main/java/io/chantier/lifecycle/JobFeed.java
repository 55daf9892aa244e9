package io.chantier.lifecycle;

import io.chantier.jobs.Job;
import io.chantier.jobs.JobId;
import io.chantier.jobs.Jobs;
import io.chantier.jobs.LogLine;
import io.chantier.web.LiveStream;
import io.chantier.web.LogText;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import tools.jackson.databind.json.JsonMapper;

/** What a job says, as a list or as a live stream that a reader may leave and come back to. */
@Component
public class JobFeed {

    private static final int BATCH = 500;

    private final Jobs jobs;
    private final LogText texts;
    private final JsonMapper json;

    JobFeed(Jobs jobs, LogText texts, JsonMapper json) {
        this.jobs = jobs;
        this.texts = texts;
        this.json = json;
    }

    /** Lines in the reader's words. */
    public List<LogLine> lines(JobId job, long after, Locale locale) {
        return jobs.lines(job, after, BATCH).stream()
                .map(line ->
                        new LogLine(line.job(), line.number(), line.at(), line.step(), texts.say(locale, line.text())))
                .toList();
    }

    /** Events {@code line} (their id is the line's number) and {@code job}; it ends when the job is over. */
    public SseEmitter stream(JobId id, long after, Locale locale) {
        return LiveStream.of(stream -> {
            var news = new Semaphore(1);
            try (var _ = jobs.subscribe(changed -> {
                if (changed.equals(id)) news.release();
            })) {
                follow(stream, id, after, locale, news);
            }
        });
    }

    /** The line that a reader who comes back has seen last. */
    public static long after(@Nullable String lastEventId) {
        try {
            return lastEventId == null ? 0 : Math.max(0, Long.parseLong(lastEventId));
        } catch (NumberFormatException _) {
            return 0;
        }
    }

    private void follow(LiveStream stream, JobId id, long after, Locale locale, Semaphore news)
            throws InterruptedException {
        var last = after;
        var told = "";
        while (stream.isOpen()) {
            var heard = news.tryAcquire(10, TimeUnit.SECONDS);
            news.drainPermits();
            if (!heard) stream.ping();
            var job = jobs.find(id).orElse(null);
            if (job == null) return;
            last = sendLines(stream, id, last, locale);
            var state = state(job);
            if (!state.equals(told)) stream.send("job", state);
            told = state;
            if (job.state().isOver()) return;
        }
    }

    private long sendLines(LiveStream stream, JobId id, long after, Locale locale) {
        var last = after;
        for (var batch = lines(id, last, locale); !batch.isEmpty(); batch = lines(id, last, locale)) {
            for (var line : batch) {
                stream.send(Long.toString(line.number()), "line", line.text());
                last = line.number();
            }
        }
        return last;
    }

    private String state(Job job) {
        return json.writeValueAsString(Map.of(
                "id", job.id().toString(),
                "state", job.state().name(),
                "progress", job.progress(),
                "step",
                        job.steps().stream()
                                .filter(step -> step.state() == Job.JobStep.State.RUNNING
                                        || step.state() == Job.JobStep.State.FAILED)
                                .map(Job.JobStep::name)
                                .findFirst()
                                .orElse("")));
    }
}
