package io.chantier.benches.apps;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Which versions do, as Frappe apps write it in {@code pyproject.toml}: {@code >=15.0.0,<16.0.0}. All bounds hold at
 * once. A pre-release of an excluded version is excluded too: {@code <16.0.0} does not take 16.0.0-beta.1.
 */
public record VersionRange(List<Bound> bounds) {

    private static final Pattern BOUND = Pattern.compile("(>=|<=|==|>|<)?\\s*(\\S+)");
    private static final int MOST = 4;

    public VersionRange {
        bounds = List.copyOf(bounds);
        if (bounds.isEmpty()) throw new IllegalArgumentException("A range has a bound");
    }

    /** @param sign {@code >=}, {@code >}, {@code <=}, {@code <} or {@code ==} */
    public record Bound(String sign, Version version) {

        boolean takes(Version asked) {
            int order = asked.compareTo(version);
            return switch (sign) {
                case ">=" -> order >= 0;
                case ">" -> order > 0;
                case "<=" -> order <= 0;
                case "<" -> order < 0 && !leadsToExcluded(asked);
                default -> order == 0;
            };
        }

        private boolean leadsToExcluded(Version asked) {
            return asked.isPreRelease() && !version.isPreRelease() && asked.hasNumbersOf(version);
        }

        @Override
        public String toString() {
            return sign + version;
        }
    }

    /** Empty where it is no range, or one that no version could be in. */
    public static Optional<VersionRange> parse(String text) {
        var bounds = new ArrayList<Bound>();
        for (var part : text.strip().split("\\s*,\\s*", -1)) {
            var found = BOUND.matcher(part);
            if (!found.matches()) return Optional.empty();
            var sign = found.group(1) == null ? "==" : found.group(1);
            var version = Version.parse(found.group(2));
            if (version.isEmpty()) return Optional.empty();
            bounds.add(new Bound(sign, version.get()));
        }
        if (bounds.size() > MOST) return Optional.empty();
        var range = new VersionRange(bounds);
        return range.canHoldAny() ? Optional.of(range) : Optional.empty();
    }

    /** A range that was stored. */
    static VersionRange of(String stored) {
        return parse(stored).orElseThrow(() -> new IllegalArgumentException("Not a range: " + stored));
    }

    public boolean contains(Version version) {
        return bounds.stream().allMatch(bound -> bound.takes(version));
    }

    /** The highest lower bound must lie below the lowest upper one; where they meet, both have to include it. */
    private boolean canHoldAny() {
        for (var lower : bounds) {
            if (lower.sign().startsWith("<")) continue;
            for (var upper : bounds) {
                if (upper.sign().startsWith(">")) continue;
                int order = lower.version().compareTo(upper.version());
                boolean bothInclude = lower.sign().endsWith("=") && upper.sign().endsWith("=");
                if (order > 0 || (order == 0 && !bothInclude)) return false;
            }
        }
        return true;
    }

    @Override
    @JsonValue
    public String toString() {
        return bounds.stream().map(Bound::toString).collect(Collectors.joining(","));
    }
}
