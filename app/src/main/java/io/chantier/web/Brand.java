package io.chantier.web;

/**
 * How the installation presents itself, on every page and to those who have not signed in.
 *
 * @param name what it calls itself
 * @param logo address of its own picture; empty for ours
 * @param style address of a style sheet with its own colours, worn over ours; empty for ours
 */
public record Brand(String name, String logo, String style) {

    public static final Brand CHANTIER = new Brand("Chantier", "", "");
}
