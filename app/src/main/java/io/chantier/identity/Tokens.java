package io.chantier.identity;

import io.chantier.values.Digest;
import io.chantier.values.Secret;
import java.security.SecureRandom;
import java.util.Base64;

/** Makes texts that nobody guesses, of which only the hash is kept. */
final class Tokens {

    private static final SecureRandom RANDOM = new SecureRandom();

    private Tokens() {}

    /** 256 bits, safe in an address and a header. */
    static Secret random(String prefix) {
        var bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return new Secret(prefix + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /** A plain hash is enough for what has 256 random bits. */
    static String hash(Secret token) {
        return Digest.of(token.reveal()).value();
    }
}
