package io.chantier.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Rounds beside whatever else is due in the same process. */
class OwnThreadTest {

    private final AtomicInteger begun = new AtomicInteger();
    private final CountDownLatch answered = new CountDownLatch(1);
    private final OwnThread rounds = new OwnThread("round", this::hang);

    @Test
    @Timeout(20)
    void a_round_that_hangs_holds_up_nobody_and_is_not_begun_twice() {
        rounds.begin();
        await().until(() -> begun.get() == 1);
        rounds.begin();
        rounds.begin();
        assertThat(begun.get()).isEqualTo(1);

        answered.countDown();
        await().until(() -> {
            rounds.begin();
            return begun.get() > 1;
        });
    }

    /** Ends as badly as a round can. */
    private void hang() {
        begun.incrementAndGet();
        try {
            answered.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        throw new IllegalStateException("a failure of this test's own");
    }
}
