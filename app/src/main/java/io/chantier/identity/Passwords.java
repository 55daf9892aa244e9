package io.chantier.identity;

import io.chantier.values.Secret;
import io.chantier.web.Problem.FieldProblem;
import java.security.SecureRandom;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Which passwords are good enough: long rather than colourful, and none that everybody tries first. */
public final class Passwords {

    public static final int SHORTEST = 12;

    private static final Set<String> TRIED_FIRST = Set.of(
            "password", "motdepasse", "changeme", "chantier", "administrator", "letmein", "qwertyuiop", "azertyuiop");

    /** Without the characters that are taken for one another. */
    private static final String READABLE = "abcdefghijkmnpqrstuvwxyz23456789";

    private static final SecureRandom RANDOM = new SecureRandom();

    private Passwords() {}

    public static boolean isWeak(Secret password, String login) {
        var text = password.reveal().toLowerCase(Locale.ROOT);
        var bare = text.replaceAll("[^a-z]", "");
        return password.reveal().length() < SHORTEST
                || text.chars().distinct().count() < 6
                || text.contains("0123456789")
                || text.contains("1234567890")
                || TRIED_FIRST.contains(bare)
                || bare.equals(login)
                || bare.equals(login + login)
                || bare.equals(login + "password");
    }

    /** How a form says that a password is weak. */
    public static FieldProblem weak(String field) {
        return new FieldProblem(field, "weak-password", Map.of("shortest", String.valueOf(SHORTEST)));
    }

    /** One that a person can read out and type: four groups of five, 98 bits. */
    static Secret generate() {
        return new Secret(IntStream.range(0, 4)
                .mapToObj(_ -> RANDOM.ints(5, 0, READABLE.length())
                        .mapToObj(place -> READABLE.substring(place, place + 1))
                        .collect(Collectors.joining()))
                .collect(Collectors.joining("-")));
    }
}
