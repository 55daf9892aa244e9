package io.chantier.jobs;

import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns an exception into a failure that a customer may see.
 *
 * <p>Messages of exceptions may quote passwords and addresses, so the job's log gets types and places only; the whole
 * exception goes to the operator's log under the same reference.
 */
final class Bug {

    private static final Logger LOG = LoggerFactory.getLogger(Bug.class);
    private static final int FRAMES = 12;
    private static final int CAUSES = 4;

    private Bug() {}

    static Failure report(Records records, Lease lease, String step, Throwable bug) {
        var reference = Integer.toHexString(ThreadLocalRandom.current().nextInt(0x1000_0000, Integer.MAX_VALUE));
        LOG.error("Bug {} in step {} of job {} ({})", reference, step, lease.job(), lease.kind(), bug);
        records.log(lease, step, "job.bug reference=" + reference);
        records.log(lease, step, trace(bug));
        return new Failure(
                "bug",
                Map.of(
                        "step", step,
                        "reference", reference,
                        "exception", bug.getClass().getSimpleName()));
    }

    static String trace(Throwable bug) {
        var text = new StringBuilder();
        var cause = bug;
        for (int i = 0; i < CAUSES && cause != null; i++) {
            text.append(i == 0 ? "" : "Caused by: ").append(cause.getClass().getName());
            var frames = cause.getStackTrace();
            for (int f = 0; f < Math.min(FRAMES, frames.length); f++) {
                text.append("\n    at ").append(frames[f]);
            }
            text.append('\n');
            cause = cause.getCause();
        }
        return text.toString().stripTrailing();
    }
}
