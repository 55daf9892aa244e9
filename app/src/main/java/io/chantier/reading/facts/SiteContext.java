package io.chantier.reading.facts;

import io.chantier.reading.text.PageText;
import java.util.List;

/**
 * What finders know of the whole site.
 *
 * @param language two letters
 * @param region two letters of the country that numbers without a country code belong to
 */
public record SiteContext(String language, String region, String host, List<PageText> pages) {}
