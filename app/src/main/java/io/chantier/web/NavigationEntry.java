package io.chantier.web;

/**
 * A place that the page frame leads to; modules bring theirs as beans.
 *
 * @param key the word key of its label
 * @param icon the Tabler icon's name without its prefix, such as {@code world}
 * @param order smaller is further up
 * @param operator whether only the operator of the installation sees it
 */
public record NavigationEntry(String key, String path, String icon, int order, boolean operator) {}
