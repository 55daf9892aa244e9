package io.chantier.appearance;

import io.chantier.web.Brand;
import org.jspecify.annotations.Nullable;

/**
 * How the installation presents itself.
 *
 * @param name empty for ours
 * @param logo null for ours
 */
public record Appearance(
        String name, Colours colours, @Nullable Logo logo) {

    /** The rules of the style sheet with its colours; empty for ours. */
    public String css() {
        return colours.css();
    }

    /** Where everybody can fetch the style sheet; empty for ours. */
    public String styleAddress() {
        return colours.areOurs() ? "" : "/appearance/" + colours.version() + "/colours.css";
    }

    /** Where everybody can fetch the logo; empty for ours. */
    public String logoAddress() {
        return logo == null ? "" : "/appearance/" + logo.version() + "/logo";
    }

    Brand brand() {
        return new Brand(name.isEmpty() ? Brand.CHANTIER.name() : name, logoAddress(), styleAddress());
    }
}
