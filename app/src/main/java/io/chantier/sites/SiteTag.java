package io.chantier.sites;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A word that a team puts on some of its sites to find them together. */
public record SiteTag(String name) {

    public static final int LONGEST = 40;

    private static final int TONES = 6;

    /** The tag that somebody typed; empty for nothing, for too much and for what cannot be shown. */
    public static Optional<SiteTag> of(String typed) {
        var name = typed.strip().replaceAll("\\s+", " ");
        var shown = name.codePoints()
                .noneMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE || c == ',');
        return name.isEmpty() || name.length() > LONGEST || !shown ? Optional.empty() : Optional.of(new SiteTag(name));
    }

    /** As a value in an address. */
    public String encoded() {
        return URLEncoder.encode(name, StandardCharsets.UTF_8);
    }

    /** Which of the six colours it has, the same everywhere. */
    public int tone() {
        return Math.floorMod(name.hashCode(), TONES);
    }
}
