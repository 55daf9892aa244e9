package io.chantier.sites.web;

import io.chantier.sites.Site;
import io.chantier.sites.Wishes;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The part of a site's profile that a person edits on a page. */
public record DetailsForm(String name, String sourceUrl, String look, String colours, String description) {

    public static final List<String> LOOKS = NewSiteForm.LOOKS;

    /** A form that somebody else wrote may lack fields. */
    public DetailsForm {
        name = Objects.requireNonNullElse(name, "");
        sourceUrl = Objects.requireNonNullElse(sourceUrl, "");
        look = Objects.requireNonNullElse(look, "");
        colours = Objects.requireNonNullElse(colours, "");
        description = Objects.requireNonNullElse(description, "");
    }

    static DetailsForm of(Site site) {
        var wishes = site.profile().wishes();
        return new DetailsForm(
                site.name(),
                Objects.requireNonNullElse(site.profile().sourceUrl(), ""),
                Objects.requireNonNullElse(wishes.look(), ""),
                String.join(", ", wishes.colours()),
                Objects.requireNonNullElse(wishes.description(), ""));
    }

    Site.Profile over(Site.Profile profile) {
        var old = profile.wishes();
        var wishes = new Wishes(given(look), colourList(), old.logo(), old.tone(), given(description), old.business());
        return new Site.Profile(name.strip(), given(sourceUrl), profile.language(), wishes);
    }

    private List<String> colourList() {
        return Arrays.stream(colours.split("[,;\\s]+"))
                .filter(colour -> !colour.isEmpty())
                .toList();
    }

    private static @Nullable String given(String typed) {
        return typed.isBlank() ? null : typed.strip();
    }
}
