package io.chantier.reading;

import io.chantier.sites.Drafts;
import io.chantier.sites.Site;
import io.chantier.sites.Wishes.Business;
import java.util.List;
import java.util.Objects;

/**
 * What a client told about the business, in place of an old site or beside it.
 *
 * @param name empty where nobody said more than an address
 * @param language two letters; {@code fr} where nobody said
 * @param description of the business in the client's own words, or empty
 * @param logo id of a picture, or empty
 * @param colours as {@code #rrggbb}, strongest first
 */
public record Brief(
        String name, String language, String description, Business business, String logo, List<String> colours) {

    /** What the site's profile says. */
    public static Brief of(Site site) {
        var profile = site.profile();
        var wishes = profile.wishes();
        return new Brief(
                Drafts.isNameSuggested(profile) ? "" : profile.name(),
                Objects.requireNonNullElse(profile.language(), "fr"),
                Objects.requireNonNullElse(wishes.description(), ""),
                wishes.business(),
                Objects.requireNonNullElse(wishes.logo(), ""),
                wishes.colours());
    }
}
