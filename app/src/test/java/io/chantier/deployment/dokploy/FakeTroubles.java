package io.chantier.deployment.dokploy;

import io.chantier.deployment.dokploy.FakeHttp.Reply;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** What goes wrong between a call and its answer. */
final class FakeTroubles {

    private static final int VERIFICATIONS = 10;
    private static final String PAGE =
            "<!DOCTYPE html><html><head><title>Sign in</title></head><body><form>Please sign in</form></body></html>";

    private final AtomicInteger verified = new AtomicInteger();
    private final Map<String, Integer> failures = new ConcurrentHashMap<>();
    private final Map<String, Integer> lostAnswers = new ConcurrentHashMap<>();

    volatile Duration slow = Duration.ZERO;
    volatile int failing;
    volatile boolean resetting;
    volatile boolean html;
    volatile boolean losesDeployRequests;
    volatile boolean rateLimited;

    void clear() {
        slow = Duration.ZERO;
        failing = 0;
        resetting = false;
        html = false;
        losesDeployRequests = false;
        rateLimited = false;
        verified.set(0);
        failures.clear();
        lostAnswers.clear();
    }

    void failOnce(String procedure, int status) {
        failures.put(procedure, status);
    }

    /** The next call of this is done, and its answer never comes. */
    void loseAnswer(String procedure) {
        lostAnswers.put(procedure, 1);
    }

    boolean losesDeployRequests() {
        return losesDeployRequests;
    }

    /** What is answered instead of doing anything. */
    @Nullable
    Reply instead(String procedure) throws InterruptedException {
        Thread.sleep(slow);
        if (resetting) throw new FakeHttp.Reset();
        if (html) return Reply.of(200, "text/html; charset=utf-8", PAGE);
        var once = failures.remove(procedure);
        var status = once == null ? failing : once;
        return status == 0 ? null : Reply.of(status, "text/html", "<html><body>" + status + "</body></html>");
    }

    void afterwards(String procedure) {
        if (lostAnswers.remove(procedure) != null) throw new FakeHttp.Reset();
    }

    /** @param times how often this call asks whether the key is good */
    boolean mayVerify(int times) {
        return !rateLimited || verified.addAndGet(times) <= VERIFICATIONS;
    }
}
