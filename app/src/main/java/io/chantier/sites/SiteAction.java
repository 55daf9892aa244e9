package io.chantier.sites;

/** A button on the site's page, a POST to a resource; brought by the modules that can do it. */
public interface SiteAction {

    String labelKey();

    String path(Site site);

    String icon();

    int order();

    /** Whether the button makes sense now. */
    boolean isOffered(Site site);
}
