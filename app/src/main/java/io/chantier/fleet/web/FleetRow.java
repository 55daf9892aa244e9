package io.chantier.fleet.web;

import io.chantier.deployment.Health;
import io.chantier.fleet.FleetSite;
import io.chantier.fleet.Watch;
import io.chantier.sites.SiteBadge;
import io.chantier.sites.SiteProblem;
import io.chantier.sites.SiteState;
import io.chantier.sites.SiteTag;
import io.chantier.web.Badge;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A site in the list.
 *
 * @param address where the public finds it
 * @param preview to be shown in a frame; null where nothing was rendered yet
 * @param picture of it, to be shown instead of a frame; null where there is none
 * @param deployedBy who put online what it serves; empty where that is not known
 */
public record FleetRow(
        FleetSite known,
        String address,
        @Nullable String preview,
        @Nullable String picture,
        String deployedBy) {

    public String name() {
        return known.site().name();
    }

    public String slug() {
        return known.site().slug().value();
    }

    /** The old site. */
    public String source() {
        return bare(Objects.requireNonNullElse(known.site().about().sourceUrl(), ""));
    }

    public String shortAddress() {
        return bare(address);
    }

    public Instant createdAt() {
        return known.site().createdAt();
    }

    public List<SiteTag> tags() {
        return known.tags();
    }

    /** How it stands, and that it is online where that is not the same. */
    public List<Badge> badges() {
        var badges = new ArrayList<>(List.of(known.standing().badge()));
        boolean live = known.site().state() == SiteState.LIVE;
        if (live && known.standing() != io.chantier.fleet.Standing.ONLINE) badges.add(SiteBadge.of(SiteState.LIVE));
        return badges;
    }

    public boolean isLive() {
        return known.site().state() == SiteState.LIVE;
    }

    /** How it answers; null where nobody looked yet. */
    public @Nullable Health health() {
        return isLive() ? known.condition().health() : null;
    }

    public @Nullable Instant deployedAt() {
        return known.condition().deployedAt();
    }

    /** When the certificate ends, where that is soon; else null. */
    public @Nullable Instant certificateEnds() {
        var ends = known.certificateEnds();
        return ends != null && ends.isBefore(Instant.now().plus(Watch.SOON)) ? ends : null;
    }

    public int findings() {
        return known.needs().findings();
    }

    public int contradictions() {
        return known.needs().contradictions();
    }

    public @Nullable SiteProblem problem() {
        return known.site().problem();
    }

    public String letter() {
        return name().codePoints()
                .filter(Character::isLetterOrDigit)
                .mapToObj(Character::toString)
                .findFirst()
                .orElse("·")
                .toUpperCase(Locale.ROOT);
    }

    static String bare(String address) {
        return address.replaceFirst("^https?://", "").replaceFirst("/$", "");
    }
}
