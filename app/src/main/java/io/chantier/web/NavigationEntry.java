package io.chantier.web;

/**
 * A place that the page frame leads to; modules bring theirs as beans.
 *
 * @param key the word key of its label
 * @param icon the Tabler icon's name without its prefix, such as {@code world}
 * @param order smaller is further up
 * @param operator whether only the operator of the installation sees it
 * @param section the word key of the heading that it stands under; empty for the first group, which has none
 */
public record NavigationEntry(String key, String path, String icon, int order, boolean operator, String section) {

    public NavigationEntry(String key, String path, String icon, int order, boolean operator) {
        this(key, path, icon, order, operator, "");
    }
}
