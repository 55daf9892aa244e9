package io.chantier.agent;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Pattern;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** Hashes of the form {@code $pbkdf2-sha256$rounds$salt$hash}, as a stock agent keeps them. */
final class Passwords {

    private static final int ROUNDS = 29_000;
    private static final int MOST_ROUNDS = 10_000_000;
    private static final Pattern SHAPE =
            Pattern.compile("\\$pbkdf2-sha256\\$(\\d{1,8})\\$([A-Za-z0-9./]+)\\$([A-Za-z0-9./]+)");
    private static final SecureRandom CHANCE = new SecureRandom();

    private Passwords() {}

    static String random() {
        var bytes = new byte[24];
        CHANCE.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    static String hash(String password) {
        var salt = new byte[16];
        CHANCE.nextBytes(salt);
        return "$pbkdf2-sha256$" + ROUNDS + "$" + encode(salt) + "$" + encode(derive(password, salt, ROUNDS, 32));
    }

    static boolean matches(String password, String stored) {
        var match = SHAPE.matcher(stored);
        if (!match.matches()) {
            return false;
        }
        int rounds = Integer.parseInt(match.group(1));
        if (rounds < 1 || rounds > MOST_ROUNDS) {
            return false;
        }
        var expected = decode(match.group(3));
        return MessageDigest.isEqual(expected, derive(password, decode(match.group(2)), rounds, expected.length));
    }

    private static byte[] derive(String password, byte[] salt, int rounds, int length) {
        try {
            var key = new PBEKeySpec(password.toCharArray(), salt, rounds, length * 8);
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(key)
                    .getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java has no PBKDF2 with SHA-256", e);
        }
    }

    private static String encode(byte[] bytes) {
        var text = new String(Base64.getEncoder().withoutPadding().encode(bytes), StandardCharsets.US_ASCII);
        return text.replace('+', '.');
    }

    private static byte[] decode(String text) {
        return Base64.getDecoder().decode(text.replace('.', '+'));
    }
}
