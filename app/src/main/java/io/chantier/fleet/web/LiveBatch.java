package io.chantier.fleet.web;

import io.chantier.fleet.Batch;
import io.chantier.fleet.Census;
import io.chantier.jobs.Jobs;
import io.chantier.web.Frame;
import io.chantier.web.LiveStream;
import io.chantier.web.Parts;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Sends what changes on the page of a batch: {@code summary} and {@code line-<number>}, as HTML; at last {@code over}. */
@Component
class LiveBatch {

    private static final int LONGEST_SILENCE_SECONDS = 10;

    /** Five hundred jobs tell a hundred things a second; nobody reads that fast. */
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Jobs jobs;
    private final Census census;
    private final Parts parts;

    LiveBatch(Jobs jobs, Census census, Parts parts) {
        this.jobs = jobs;
        this.census = census;
        this.parts = parts;
    }

    SseEmitter follow(Batch batch, Frame frame) {
        return LiveStream.of(stream -> {
            var news = new Semaphore(1);
            try (var _ = jobs.subscribe(_ -> news.release())) {
                follow(stream, batch, frame, news);
            }
        });
    }

    private void follow(LiveStream stream, Batch batch, Frame frame, Semaphore news) throws InterruptedException {
        var shown = new HashMap<String, String>();
        while (stream.isOpen()) {
            if (!news.tryAcquire(LONGEST_SILENCE_SECONDS, TimeUnit.SECONDS)) stream.ping();
            news.drainPermits();
            var view = BatchView.of(batch, census.of(batch.team()));
            send(stream, shown, "summary", parts.text("fleet/summary.jte", Map.of("frame", frame, "view", view)));
            for (var row : view.rows()) {
                if (row.line().job() == null) continue;
                send(
                        stream,
                        shown,
                        "line-" + row.line().number(),
                        parts.text("fleet/outcome.jte", Map.of("frame", frame, "row", row)));
            }
            if (view.isOver()) {
                stream.send("over", "");
                return;
            }
            Thread.sleep(PAUSE);
        }
    }

    private static void send(LiveStream stream, Map<String, String> shown, String piece, String html) {
        if (!html.equals(shown.put(piece, html))) stream.send(piece, html);
    }
}
