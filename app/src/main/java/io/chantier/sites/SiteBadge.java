package io.chantier.sites;

import io.chantier.web.Badge;

/** The badge of a state, the same on every page. */
public final class SiteBadge {

    private SiteBadge() {}

    public static Badge of(SiteState state) {
        return switch (state) {
            case DRAFT -> badge("calm", "pencil", state);
            case GENERATING, INSTALLING, DEPLOYING -> badge("busy", "loader-2", state);
            case GENERATED -> badge("warn", "eye-check", state);
            case LIVE -> badge("ok", "circle-check", state);
            case SUSPENDED -> badge("warn", "player-pause", state);
            case ARCHIVED -> badge("calm", "archive", state);
            case BROKEN -> badge("bad", "alert-triangle", state);
        };
    }

    private static Badge badge(String tone, String icon, SiteState state) {
        return new Badge(tone, icon, "page.state." + state);
    }
}
