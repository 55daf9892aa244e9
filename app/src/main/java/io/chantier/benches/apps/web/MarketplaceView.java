package io.chantier.benches.apps.web;

import io.chantier.benches.apps.Marketplace.Fitting;
import io.chantier.benches.apps.Marketplace.Offer;
import io.chantier.sites.SiteId;
import io.chantier.web.Badge;
import io.chantier.web.Frame;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the pages of the marketplace show. */
public final class MarketplaceView {

    private static final int SHORT = 160;

    private MarketplaceView() {}

    /**
     * The apps that a search found.
     *
     * @param site the slug of the site that they are to fit; empty for none
     */
    public record All(String search, String site, List<SiteChoice> sites, List<Line> lines) {

        /** Whether a search hides apps that are there. */
        public boolean isSearched() {
            return !search.isBlank();
        }
    }

    /**
     * A site that lives on a bench.
     *
     * @param online whether something can be installed there
     */
    public record SiteChoice(SiteId id, String slug, String name, boolean online) {}

    /** @param fitting null where no site was chosen */
    public record Line(Offer offer, @Nullable Fitting fitting) {

        /** What it does, in a sentence or so. */
        public String about(Frame frame) {
            var text =
                    offer.app().description(frame.locale()).lines().findFirst().orElse("");
            if (text.length() <= SHORT) return text;
            int end = text.lastIndexOf(' ', SHORT);
            return text.substring(0, end > 0 ? end : SHORT) + " …";
        }
    }

    /**
     * One app, and which of the team's sites can have it.
     *
     * @param ready sites on which it can be installed at once
     * @param others those that cannot have it as they are, each with its reason
     * @param key so that the same form sent twice is one order
     */
    public record One(Offer offer, List<SiteChoice> ready, List<SiteFit> others, UUID key) {

        /** As many as are named one by one. */
        private static final int NAMED = 100;

        public List<SiteChoice> namedReady() {
            return ready.stream().limit(NAMED).toList();
        }

        public List<SiteFit> namedOthers() {
            return others.stream().limit(NAMED).toList();
        }

        public int unnamedReady() {
            return Math.max(0, ready.size() - NAMED);
        }

        public int unnamedOthers() {
            return Math.max(0, others.size() - NAMED);
        }

        public String slugs() {
            return String.join(" ", ready.stream().map(SiteChoice::slug).toList());
        }
    }

    /** Whether one site can have the app. */
    public record SiteFit(SiteChoice site, Fitting fitting) {}

    /** Why a site cannot have the app as it is, in words. */
    public static String reasonKey(SiteFit site) {
        return site.site().online() ? "page.install.why." + site.fitting().fit() : "page.install.why.offline";
    }

    /** How a fit is shown. */
    public static Badge badge(Fitting fitting) {
        return switch (fitting.fit()) {
            case THERE -> new Badge("ok", "circle-check", "page.apps.fit.THERE");
            case POSSIBLE -> new Badge("warn", "package", "page.apps.fit.POSSIBLE");
            case IMPOSSIBLE -> new Badge("calm", "circle-off", "page.apps.fit.IMPOSSIBLE");
            case UNKNOWN -> new Badge("calm", "help-circle", "page.apps.fit.UNKNOWN");
        };
    }

    /** The version that a site would get; empty where nobody knows. */
    public static String version(Fitting fitting) {
        var version = fitting.version();
        return version == null ? "" : version.toString();
    }
}
