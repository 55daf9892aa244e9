package io.chantier.web;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * A stream of events to one reader ({@code text/event-stream}). The source runs on a virtual thread of its own; it
 * sends until it has nothing more to say or until the reader is gone.
 */
public final class LiveStream {

    private static final Duration LONGEST = Duration.ofHours(1);

    private final SseEmitter emitter = new SseEmitter(LONGEST.toMillis());
    private final AtomicBoolean open = new AtomicBoolean(true);

    private LiveStream() {
        emitter.onCompletion(() -> open.set(false));
        emitter.onTimeout(() -> open.set(false));
        emitter.onError(_ -> open.set(false));
    }

    /** Where the events come from. */
    @FunctionalInterface
    public interface Source {
        void run(LiveStream stream) throws Exception;
    }

    /** What a controller answers with. */
    public static SseEmitter of(Source source) {
        var stream = new LiveStream();
        Thread.ofVirtual().name("live-stream").start(() -> stream.run(source));
        return stream.emitter;
    }

    /** False once the reader is gone; a source that only waits calls {@link #ping} now and then to find out. */
    public boolean isOpen() {
        return open.get();
    }

    /**
     * @param id what a reader that comes back names as {@code Last-Event-ID}
     * @param data JSON or HTML; line breaks are kept
     */
    public void send(String id, String event, String data) {
        send(SseEmitter.event().id(id).name(event).data(data, MediaType.TEXT_PLAIN));
    }

    /** An event that need not be repeated to a reader that comes back. */
    public void send(String event, String data) {
        send(SseEmitter.event().name(event).data(data, MediaType.TEXT_PLAIN));
    }

    /** Keeps the line alive and notices a reader that has gone. */
    public void ping() {
        send(SseEmitter.event().comment(""));
    }

    private void send(SseEmitter.SseEventBuilder event) {
        if (!open.get()) return;
        try {
            emitter.send(event);
        } catch (IOException | IllegalStateException _) {
            open.set(false);
        }
    }

    private void run(Source source) {
        try {
            source.run(this);
            emitter.complete();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            emitter.complete();
        } catch (Exception e) {
            emitter.completeWithError(e);
        }
    }
}
