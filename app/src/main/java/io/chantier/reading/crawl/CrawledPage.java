package io.chantier.reading.crawl;

import java.net.URI;
import java.util.List;
import org.jsoup.nodes.Document;

/**
 * @param asked the address before redirects
 * @param menuLabel the text of the menu entry that leads here, or empty
 */
public record CrawledPage(URI address, URI asked, Document dom, String menuLabel, int depth, List<Link> links) {

    public boolean isHome() {
        return depth == 0;
    }

    /** Path and query, as redirects name it. */
    public String path() {
        return SiteScope.path(address);
    }
}
