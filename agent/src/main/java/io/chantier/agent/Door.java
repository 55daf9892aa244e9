package io.chantier.agent;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Lets in who knows the password: {@code Authorization: bearer PASSWORD}, or Basic with any user name.
 *
 * <p>Checking a stored hash takes 29,000 rounds by design. Whoever was let in once is recognised by a MAC under a key
 * that lives as long as the process; wrong passwords always cost the rounds, and an address that tries many of them has
 * to wait between two tries. The right one gets in from there all the same.
 */
final class Door {

    sealed interface Verdict {

        record LetIn() implements Verdict {}

        record Refused() implements Verdict {}

        /** Too many wrong passwords came from this address. */
        record TryLater(Duration after) implements Verdict {}
    }

    private static final Duration QUEUE = Duration.ofSeconds(5);

    private final Consumer<String> keeping;
    private final Throttle throttle;
    private final Semaphore lastChance = new Semaphore(1, true);
    private final byte[] key = new byte[32];
    private volatile Lock lock;

    /** @param opened the MAC of the password once it was given; null until then */
    private record Lock(String hash, @Nullable String opened) {}

    /**
     * @param hash of the password, in the stored form
     * @param keeping keeps the hash of a new password for the next start
     */
    Door(String hash, Consumer<String> keeping, Throttle throttle) {
        this.lock = new Lock(hash, null);
        this.keeping = keeping;
        this.throttle = throttle;
        new SecureRandom().nextBytes(key);
    }

    Verdict knock(@Nullable String authorization, String address) {
        return password(authorization)
                .map(password -> knockWith(password, address))
                .orElseGet(Verdict.Refused::new);
    }

    /** From now on only this password lets in; it is kept before it counts. */
    synchronized void change(String password) {
        var hash = Passwords.hash(password);
        keeping.accept(hash);
        lock = new Lock(hash, null);
    }

    private Verdict knockWith(String password, String address) {
        var mac = mac(password);
        if (recognises(mac)) {
            return new Verdict.LetIn();
        }
        var wait = throttle.charge(address);
        if (wait.isPositive()) {
            return isLastChanceRight(password, mac) ? new Verdict.LetIn() : new Verdict.TryLater(wait);
        }
        if (isRight(password, mac)) {
            throttle.refund(address);
            return new Verdict.LetIn();
        }
        return new Verdict.Refused();
    }

    private boolean recognises(String mac) {
        var opened = lock.opened();
        return opened != null && MessageDigest.isEqual(bytes(opened), bytes(mac));
    }

    /**
     * Where the right password was not given since the start or since its change, nobody can be recognised yet: those
     * who would have to wait are then checked one after the other, so that the one who knows it is not kept out.
     */
    private boolean isLastChanceRight(String password, String mac) {
        if (lock.opened() != null) {
            return recognises(mac);
        }
        try {
            if (!lastChance.tryAcquire(QUEUE.toMillis(), TimeUnit.MILLISECONDS)) {
                return false;
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
        try {
            return recognises(mac) || (lock.opened() == null && isRight(password, mac));
        } finally {
            lastChance.release();
        }
    }

    private boolean isRight(String password, String mac) {
        var before = lock;
        return Passwords.matches(password, before.hash()) && open(before, mac);
    }

    /** False where the password was changed while this one was checked. */
    private synchronized boolean open(Lock before, String mac) {
        if (!lock.hash().equals(before.hash())) {
            return false;
        }
        lock = new Lock(before.hash(), mac);
        return true;
    }

    private String mac(String password) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(bytes(password)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java has no HMAC with SHA-256", e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Optional<String> password(@Nullable String authorization) {
        if (authorization == null) {
            return Optional.empty();
        }
        int space = authorization.indexOf(' ');
        if (space < 0) {
            return Optional.empty();
        }
        var value = authorization.substring(space + 1).strip();
        return switch (authorization.substring(0, space).toLowerCase(Locale.ROOT)) {
            case "bearer" -> Optional.of(value).filter(token -> !token.isEmpty());
            case "basic" -> ofBasic(value);
            default -> Optional.empty();
        };
    }

    private static Optional<String> ofBasic(String encoded) {
        try {
            var pair = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            return colon < 0 ? Optional.empty() : Optional.of(pair.substring(colon + 1));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
