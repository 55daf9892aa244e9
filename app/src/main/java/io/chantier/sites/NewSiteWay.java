package io.chantier.sites;

/**
 * One of the ways to a new site, shown side by side above their forms; modules bring theirs as beans.
 *
 * @param key the word key of its label
 * @param order smaller is further left
 */
public record NewSiteWay(String key, String path, int order) {}
