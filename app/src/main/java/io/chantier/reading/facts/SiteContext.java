package io.chantier.reading.facts;

import io.chantier.reading.text.PageText;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What finders know of the whole site.
 *
 * @param language two letters
 * @param region two letters of the country that numbers without a country code belong to
 * @param suspect by address of a page, the lines that stand beside placeholder text
 */
public record SiteContext(
        String language, String region, String host, List<PageText> pages, Map<String, Set<Integer>> suspect) {

    boolean isSuspect(PageText page, int line) {
        return suspect.getOrDefault(page.address(), Set.of()).contains(line);
    }
}
