package io.chantier.lifecycle.web;

import io.chantier.sites.Site;
import io.chantier.sites.SiteAction;
import io.chantier.sites.SiteKind;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/** One of our buttons on a site's page. */
record SiteButton(
        Face face,
        boolean isForManagers,
        Set<SiteKind> kinds,
        Function<Site, SiteAction.Look> looks,
        Predicate<Site> offered)
        implements SiteAction {

    /** For the sites that Chantier makes. */
    SiteButton(Face face, boolean isForManagers, Function<Site, SiteAction.Look> looks, Predicate<Site> offered) {
        this(face, isForManagers, Set.of(SiteKind.SHOWCASE), looks, offered);
    }

    /** @param under what follows the address of the site's page */
    record Face(String labelKey, String under, String icon, int order) {}

    @Override
    public String labelKey() {
        return face.labelKey();
    }

    @Override
    public String path(Site site) {
        return "/sites/" + site.slug() + face.under();
    }

    @Override
    public String icon() {
        return face.icon();
    }

    @Override
    public int order() {
        return face.order();
    }

    @Override
    public SiteAction.Look look(Site site) {
        return looks.apply(site);
    }

    @Override
    public boolean isOffered(Site site) {
        return offered.test(site);
    }
}
