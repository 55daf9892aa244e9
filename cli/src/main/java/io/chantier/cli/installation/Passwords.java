package io.chantier.cli.installation;

import java.security.SecureRandom;

/** Passwords that a person can read out and type. */
public final class Passwords {

    // Without the characters that are taken for one another.
    private static final String LETTERS = "abcdefghijkmnpqrstuvwxyz23456789";

    private Passwords() {}

    /** Four groups of five: 100 bits. */
    public static String random() {
        var random = new SecureRandom();
        var text = new StringBuilder();
        for (int i = 0; i < 20; i++) {
            if (i > 0 && i % 5 == 0) {
                text.append('-');
            }
            text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return text.toString();
    }
}
