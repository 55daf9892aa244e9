package io.chantier.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chantier.values.Secret;
import io.chantier.web.ProblemException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.security.crypto.password.PasswordEncoder;

class PasswordHashesTest {

    private static final Secret PASSWORD = new Secret("whatever");

    @Test
    void only_so_many_are_compared_at_once_and_who_waits_too_long_is_told() throws Exception {
        var inside = new CountDownLatch(2);
        var go = new CountDownLatch(1);
        var hashes = new PasswordHashes(new Slow(inside, go), 2, Duration.ofMillis(50));
        try (var crowd = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = crowd.submit(() -> hashes.matches(PASSWORD, "h"));
            var second = crowd.submit(() -> hashes.matches(PASSWORD, "h"));
            inside.await();
            assertThatThrownBy(() -> hashes.matches(PASSWORD, "h"))
                    .isInstanceOfSatisfying(ProblemException.class, busy -> {
                        assertThat(busy.problem().status()).isEqualTo(503);
                        assertThat(busy.problem().code()).isEqualTo("sign-in-busy");
                    });
            go.countDown();
            assertThat(first.get()).isTrue();
            assertThat(second.get()).isTrue();
        }
        assertThat(hashes.matches(PASSWORD, "h")).isTrue();
    }

    /** Says when somebody is inside, and lets nobody out before it is told to. */
    private record Slow(CountDownLatch inside, CountDownLatch go) implements PasswordEncoder {

        @Override
        public boolean matches(@Nullable CharSequence password, @Nullable String hash) {
            inside.countDown();
            try {
                go.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return true;
        }

        @Override
        public String encode(@Nullable CharSequence password) {
            return "h";
        }
    }
}
