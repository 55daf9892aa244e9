package io.chantier.approval;

import io.chantier.values.Secret;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Pattern;

/** The secret of a link: 128 bits, safe in an address. */
final class ReviewToken {

    private static final int BYTES = 16;
    private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9_-]{22}");
    private static final SecureRandom RANDOM = new SecureRandom();

    private ReviewToken() {}

    static Secret random() {
        var bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return new Secret(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    static boolean isOne(Secret token) {
        return SHAPE.matcher(token.reveal()).matches();
    }
}
