package io.chantier.reading.facts;

import io.chantier.reading.text.PageText;

/** Finds facts of one kind or of a family of kinds in one page. */
interface Finder {
    void find(PageText page, SiteContext site, Findings into);
}
