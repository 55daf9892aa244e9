package io.chantier.web;

/**
 * A state as a person sees it: a colour, a shape and a word.
 *
 * @param tone {@code ok}, {@code busy}, {@code warn}, {@code bad} or {@code calm}
 * @param icon a name for {@link Icon}
 * @param key of the word in the bundles
 */
public record Badge(String tone, String icon, String key) {}
