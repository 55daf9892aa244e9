package io.chantier.benches.apps;

import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigInteger;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A version by the rules of semantic versioning, ordered as they say: {@code 15.2.0}, {@code 16.0.0-beta.1}.
 *
 * @param preRelease what stands after the hyphen; empty for a release
 */
public record Version(int major, int minor, int patch, String preRelease) implements Comparable<Version> {

    private static final String NUMBER = "(0|[1-9]\\d{0,8})";
    private static final Pattern SHAPE = Pattern.compile(
            "v?" + NUMBER + "(?:\\." + NUMBER + ")?(?:\\." + NUMBER + ")?(?:-([0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*))?");
    private static final int LONGEST = 60;
    private static final Comparator<Version> ORDER = Comparator.comparingInt(Version::major)
            .thenComparingInt(Version::minor)
            .thenComparingInt(Version::patch)
            .thenComparing(Version::preRelease, Version::comparePreReleases);

    /** Reads a version as people write it: a leading {@code v} is dropped, missing numbers are 0. */
    public static Optional<Version> parse(String text) {
        var found = SHAPE.matcher(text);
        if (text.length() > LONGEST || !found.matches()) return Optional.empty();
        return Optional.of(new Version(
                number(found.group(1)),
                number(found.group(2)),
                number(found.group(3)),
                found.group(4) == null ? "" : found.group(4)));
    }

    /** A version that was stored. */
    static Version of(String stored) {
        return parse(stored).orElseThrow(() -> new IllegalArgumentException("Not a version: " + stored));
    }

    public boolean isPreRelease() {
        return !preRelease.isEmpty();
    }

    /** Whether both lead to the same release, or are it. */
    boolean hasNumbersOf(Version other) {
        return major == other.major && minor == other.minor && patch == other.patch;
    }

    @Override
    public int compareTo(Version other) {
        return ORDER.compare(this, other);
    }

    @Override
    @JsonValue
    public String toString() {
        return major + "." + minor + "." + patch + (isPreRelease() ? "-" + preRelease : "");
    }

    private static int number(@Nullable String digits) {
        return digits == null ? 0 : Integer.parseInt(digits);
    }

    /** A release comes after what led to it; numbers come before words, and count as numbers. */
    private static int comparePreReleases(String one, String other) {
        if (one.isEmpty() || other.isEmpty()) return Boolean.compare(one.isEmpty(), other.isEmpty());
        var mine = one.split("\\.", -1);
        var theirs = other.split("\\.", -1);
        for (int at = 0; at < Math.min(mine.length, theirs.length); at++) {
            int order = compareParts(mine[at], theirs[at]);
            if (order != 0) return order;
        }
        return Integer.compare(mine.length, theirs.length);
    }

    private static int compareParts(String one, String other) {
        boolean isNumber = one.matches("\\d+");
        if (isNumber != other.matches("\\d+")) return isNumber ? -1 : 1;
        return isNumber ? new BigInteger(one).compareTo(new BigInteger(other)) : one.compareTo(other);
    }
}
