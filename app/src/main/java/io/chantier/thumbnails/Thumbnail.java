package io.chantier.thumbnails;

import io.chantier.values.Digest;
import io.chantier.values.Slug;

/** The picture of a site by the name of its bytes, so that whoever has it never asks again. */
public record Thumbnail(Digest picture) {

    /** Where members of the site's team find it. */
    public String path(Slug site) {
        return "/sites/" + site + "/thumbnail/" + picture;
    }
}
