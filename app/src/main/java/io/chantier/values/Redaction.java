package io.chantier.values;

import java.util.Comparator;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.regex.Pattern;

/** Takes secrets out of a text: those of the configuration by their value, our own tokens by their form. */
public final class Redaction {

    private static final int SHORTEST = 6;

    /** API tokens, signed tokens, sign-in links, links to files of backups, passwords inside addresses. */
    private static final Pattern FORMS = Pattern.compile("chantier_[A-Za-z0-9_-]{43}"
            + "|eyJ[A-Za-z0-9_-]{8,}\\.eyJ[A-Za-z0-9_-]{8,}\\.[A-Za-z0-9_-]{8,}"
            + "|(?<=[?&]token=)[A-Za-z0-9_-]{20,}"
            + "|(?<=/backup-files/)[A-Za-z0-9_-]{43}"
            + "|(?<=://[^:/@\\s]{1,64}:)[^@/\\s]+(?=@)");

    /** Longest first, so that a secret inside another one leaves nothing over. */
    private static final Set<String> KNOWN = new ConcurrentSkipListSet<>(
            Comparator.comparingInt(String::length).reversed().thenComparing(Comparator.naturalOrder()));

    private Redaction() {}

    /** From now on this value is taken out of every text. */
    public static void know(String secret) {
        if (secret.length() >= SHORTEST) KNOWN.add(secret);
    }

    public static String apply(String text) {
        var result = text;
        for (var secret : KNOWN) {
            if (result.contains(secret)) result = result.replace(secret, "[secret]");
        }
        return FORMS.matcher(result).replaceAll("[secret]");
    }
}
