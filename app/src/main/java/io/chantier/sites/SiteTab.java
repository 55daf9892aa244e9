package io.chantier.sites;

/** A tab on the site's page. Modules that know sites bring their tabs; sites never asks who they are. */
public interface SiteTab extends ForKinds {

    /** The word key of the tab, such as {@code page.tab.facts}. */
    String titleKey();

    /** Where the tab's page is, such as {@code /sites/bakery/facts}. */
    String path(Site site);

    /** The Tabler icon's name without its prefix. */
    String icon();

    /** Where it stands among the tabs; smaller is further left. */
    int order();

    default boolean isFor(Site site) {
        return true;
    }

    /** Whether a site's page has the tab. */
    default boolean isShownFor(Site site) {
        return kinds().contains(site.kind()) && isFor(site);
    }
}
