package io.chantier.benches.delivery.web;

import io.chantier.benches.delivery.AgentJobs;
import io.chantier.web.Frame;
import io.chantier.web.LiveStream;
import io.chantier.web.Parts;
import java.time.Duration;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Sends the page of an open job piece by piece, as HTML: {@code progress}, {@code steps}; at last {@code over}. */
@Component
class LiveAgentJob {

    private static final Duration LOOK = Duration.ofMillis(500);
    private static final int LOOKS_WITHOUT_WORD = 20;

    private final AgentJobs jobs;
    private final Parts parts;

    LiveAgentJob(AgentJobs jobs, Parts parts) {
        this.jobs = jobs;
        this.parts = parts;
    }

    /** @param after the change that the reader has seen */
    SseEmitter follow(AgentJobPanel shown, Frame frame, long after) {
        return LiveStream.of(stream -> {
            long seen = after;
            int silent = 0;
            while (stream.isOpen()) {
                var job = jobs.find(shown.job().id());
                if (job.isEmpty()) return;
                if (job.get().changes() != seen) {
                    seen = job.get().changes();
                    silent = 0;
                    send(stream, shown.with(job.get()), frame);
                }
                if (job.get().state().isOver()) {
                    stream.send("over", "");
                    return;
                }
                if (++silent % LOOKS_WITHOUT_WORD == 0) stream.ping();
                Thread.sleep(LOOK);
            }
        });
    }

    private void send(LiveStream stream, AgentJobPanel job, Frame frame) {
        Map<String, Object> parameters = Map.of("frame", frame, "job", job);
        stream.send("progress", parts.text("benches/agentJobProgress.jte", parameters));
        stream.send("steps", parts.text("benches/agentJobSteps.jte", parameters));
    }
}
