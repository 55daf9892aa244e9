package io.chantier.sites;

import java.util.UUID;

/** Names a site inside the system; people and addresses use its slug. */
public record SiteId(UUID value) {

    public static SiteId of(String text) {
        return new SiteId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
