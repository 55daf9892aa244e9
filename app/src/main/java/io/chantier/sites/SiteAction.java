package io.chantier.sites;

/** A button on the site's page, a POST to a resource; brought by the modules that can do it. */
public interface SiteAction extends ForKinds {

    String labelKey();

    String path(Site site);

    String icon();

    int order();

    /** Whether only those who manage the team may; others do not see it. */
    default boolean isForManagers() {
        return false;
    }

    /** How much it stands out. */
    default Look look(Site site) {
        return Look.PLAIN;
    }

    enum Look {
        /** The one that leads on. */
        MAIN,
        PLAIN,
        /** In the menu. */
        FOLDED,
        /** In the menu, a link to a page that asks before anything is destroyed. */
        GRAVE
    }

    /** Whether the button makes sense now. */
    boolean isOffered(Site site);
}
