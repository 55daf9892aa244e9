package io.chantier.reading.crawl;

import java.net.URI;

/**
 * @param label the words that lead there, or empty
 * @param menu whether it stands in a menu
 * @param frame whether it is a part of the page rather than a link
 */
public record Link(URI target, String label, boolean menu, boolean frame) {}
