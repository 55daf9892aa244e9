package io.chantier.fleet;

import io.chantier.sites.SiteState;
import java.time.Duration;
import java.time.Instant;

/** What whoever looks after many sites that are online wants to see first. */
public enum Watch {
    /** It does not answer with the pages that were published. */
    DOWN("bad", "plug-connected-x"),
    /** The certificate of one of its names ends soon. */
    CERTIFICATE("warn", "certificate"),
    /** The last work on it did not get there; what was online before still is. */
    FAILED("bad", "alert-triangle");

    /** A certificate with less than that left should have been renewed. */
    public static final Duration SOON = Duration.ofDays(21);

    private final String tone;
    private final String icon;

    Watch(String tone, String icon) {
        this.tone = tone;
        this.icon = icon;
    }

    public String tone() {
        return tone;
    }

    public String icon() {
        return icon;
    }

    /** The key of its name. */
    public String key() {
        return "page.watch." + name();
    }

    boolean concerns(FleetSite one, Instant now) {
        if (one.site().state() != SiteState.LIVE) return false;
        return switch (this) {
            case DOWN -> one.condition().isDown();
            case CERTIFICATE ->
                one.certificateEnds() != null && one.certificateEnds().isBefore(now.plus(SOON));
            case FAILED -> one.site().problem() != null;
        };
    }
}
