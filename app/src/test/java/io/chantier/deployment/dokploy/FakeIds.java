package io.chantier.deployment.dokploy;

import java.security.SecureRandom;
import java.util.stream.Collectors;

/** Names as Dokploy and Docker make them. */
final class FakeIds {

    private static final String NANOID = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-";
    private static final String LOWER = "abcdefghijklmnopqrstuvwxyz0123456789";
    private static final SecureRandom RANDOM = new SecureRandom();

    private FakeIds() {}

    static String nanoid() {
        return of(NANOID, 21);
    }

    /** What is hung on the name of each app. */
    static String suffix() {
        return of(LOWER, 6);
    }

    static String task() {
        return of(LOWER, 25);
    }

    static String image() {
        return of("0123456789abcdef", 12);
    }

    private static String of(String letters, int length) {
        return RANDOM.ints(length, 0, letters.length())
                .mapToObj(letters::charAt)
                .map(String::valueOf)
                .collect(Collectors.joining());
    }
}
