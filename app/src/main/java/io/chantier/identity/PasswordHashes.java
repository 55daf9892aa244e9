package io.chantier.identity;

import io.chantier.values.Secret;
import io.chantier.web.Problem;
import io.chantier.web.ProblemException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/** Makes and compares hashes, which are slow and large on purpose, and so only a few at once: a crowd at the door waits. */
@Component
class PasswordHashes {

    private static final int AT_ONCE = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final PasswordEncoder encoder;
    private final Semaphore places;
    private final Duration patience;

    @Autowired
    PasswordHashes() {
        this(Argon2PasswordEncoder.defaultsForSpringSecurity_v5_8(), AT_ONCE, PATIENCE);
    }

    PasswordHashes(PasswordEncoder encoder, int atOnce, Duration patience) {
        this.encoder = encoder;
        this.places = new Semaphore(atOnce, true);
        this.patience = patience;
    }

    /** @throws ProblemException when one's turn does not come in time */
    String hash(Secret password) {
        var hash = inTurn(() -> encoder.encode(password.reveal()));
        if (hash == null) throw new IllegalArgumentException("No password");
        return hash;
    }

    /** @throws ProblemException when one's turn does not come in time */
    boolean matches(Secret password, String hash) {
        return inTurn(() -> encoder.matches(password.reveal(), hash));
    }

    private <T extends @Nullable Object> T inTurn(Supplier<T> work) {
        try {
            if (!places.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) throw busy();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw busy();
        }
        try {
            return work.get();
        } finally {
            places.release();
        }
    }

    private static ProblemException busy() {
        return new ProblemException(Problem.of("sign-in-busy", 503));
    }
}
