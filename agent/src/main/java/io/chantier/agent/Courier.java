package io.chantier.agent;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the control plane that a job is over, again and again until it has heard it. A notice may come twice; it only
 * names the job, whose state is read back from here.
 */
final class Courier implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Courier.class);
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration ANSWER = Duration.ofSeconds(30);
    private static final Duration GATHERING = Duration.ofMillis(50);
    private static final Duration AFTER_TROUBLE = Duration.ofSeconds(5);

    private final Outbox outbox;
    private final PressUrl press;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECT)
            .build();
    private final Semaphore news = new Semaphore(1);
    private final Thread thread;
    private volatile boolean closed;

    private enum Taken {
        YES,
        NO,
        NOBODY_THERE
    }

    Courier(Outbox outbox, PressUrl press) {
        this.outbox = outbox;
        this.press = press;
        this.thread = Thread.ofVirtual().name("courier").unstarted(this::work);
    }

    Courier start() {
        thread.start();
        return this;
    }

    /** Something may have come to tell. */
    void look() {
        if (news.availablePermits() == 0) {
            news.release();
        }
    }

    private void work() {
        try {
            while (!closed) {
                rest(round());
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** Answers how long nothing is to do. */
    private Duration round() throws InterruptedException {
        try {
            deliver();
            return outbox.quiet();
        } catch (RuntimeException e) {
            LOG.warn("The ends of jobs cannot be told now", e);
            return AFTER_TROUBLE;
        }
    }

    private void deliver() throws InterruptedException {
        var done = new ArrayList<Outbox.Notice>();
        try {
            for (var notice : outbox.due()) {
                if (outbox.isTooOld(notice)) {
                    LOG.warn("{} never heard of the end of job {}", press.address(), notice.number());
                    done.add(notice);
                    continue;
                }
                switch (tell(notice)) {
                    case YES -> done.add(notice);
                    case NO -> outbox.putOff(notice);
                    case NOBODY_THERE -> {
                        outbox.putOffAll(notice);
                        return;
                    }
                }
            }
        } finally {
            outbox.forget(done);
        }
    }

    private Taken tell(Outbox.Notice notice) throws InterruptedException {
        var request = HttpRequest.newBuilder(press.callback())
                .timeout(ANSWER)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("job_id=" + notice.number()))
                .build();
        try {
            int status = http.send(request, BodyHandlers.discarding()).statusCode();
            if (status / 100 == 2) {
                return Taken.YES;
            }
            complain(notice, "answered " + status);
            return status == 429 || status >= 500 ? Taken.NOBODY_THERE : Taken.NO;
        } catch (IOException e) {
            complain(notice, "did not answer (" + e.getClass().getSimpleName() + ")");
            return Taken.NOBODY_THERE;
        }
    }

    private void complain(Outbox.Notice notice, String what) {
        if (notice.tries() == 0) {
            LOG.info("{} {} to the end of job {}; it is told again later", press.address(), what, notice.number());
        }
    }

    /** Several ends within a moment are told in one round. */
    private void rest(Duration atMost) throws InterruptedException {
        if (news.tryAcquire(Math.max(1, atMost.toMillis()), TimeUnit.MILLISECONDS)) {
            Thread.sleep(GATHERING);
            news.drainPermits();
        }
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        http.shutdownNow();
    }
}
