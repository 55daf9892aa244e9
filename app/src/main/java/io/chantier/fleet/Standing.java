package io.chantier.fleet;

import io.chantier.web.Badge;

/** What a site asks of the people who look after hundreds: nothing, a look, a decision, patience. */
public enum Standing {
    /** Made, and nothing holds it back: to be shown to the client. */
    READY("ok", "eye-check"),
    /** Something holds it back, contradicts itself or has failed. */
    NEEDS_PERSON("bad", "user-exclamation"),
    /** There was nothing to make a site of, and nothing was invented. */
    NOTHING_FOUND("warn", "zoom-question"),
    /** A job works on it or will. */
    AT_WORK("busy", "loader-2"),
    ONLINE("ok", "world-check"),
    /** A draft that nobody has begun. */
    WAITING("calm", "pencil"),
    PAUSED("warn", "player-pause"),
    ARCHIVED("calm", "archive");

    private final String tone;
    private final String icon;

    Standing(String tone, String icon) {
        this.tone = tone;
        this.icon = icon;
    }

    public Badge badge() {
        return new Badge(tone, icon, key());
    }

    /** The key of its name. */
    public String key() {
        return "page.standing." + name();
    }
}
