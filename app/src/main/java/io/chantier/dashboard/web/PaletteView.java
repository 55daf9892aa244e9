package io.chantier.dashboard.web;

import java.util.List;

/** What the command palette offers for what was typed. */
public record PaletteView(List<Item> sites, List<Item> places) {

    /**
     * Something to go to.
     *
     * @param key of its words; empty where {@code name} says it
     */
    public record Item(String key, String name, String hint, String icon, String path) {

        static Item place(String key, String icon, String path) {
            return new Item(key, "", "", icon, path);
        }
    }

    public boolean isEmpty() {
        return sites.isEmpty() && places.isEmpty();
    }
}
