package io.chantier.sites.web;

import io.chantier.sites.Site;
import io.chantier.sites.SitePictures.Use;
import io.chantier.storage.Media.Picture;
import java.util.Comparator;
import java.util.List;

/** The pictures of a site as its tab shows them: the logo and those that a person chose before all others. */
public record PicturesView(String path, List<Shown> pictures) {

    /** One picture and what is wanted with it. */
    public record Shown(Picture picture, Use use) {

        /** The name of the file, as a person sent it or as the old site has it. */
        public String fileName() {
            var from = picture.origin().replaceFirst("^upload:", "").replaceFirst("[?#].*$", "");
            return from.substring(from.lastIndexOf('/') + 1);
        }

        /** The whole address that it was read from, or empty. */
        public String address() {
            return isSent() ? "" : picture.origin();
        }

        public boolean isSent() {
            return picture.origin().startsWith("upload:");
        }
    }

    static PicturesView of(String path, Site site, List<Picture> pictures) {
        var order = site.profile().wishes().business().pictures();
        return new PicturesView(
                path,
                pictures.stream()
                        .map(picture -> new Shown(picture, use(site, picture.id())))
                        .sorted(Comparator.comparing((Shown shown) -> shown.use() != Use.LOGO)
                                .thenComparing(shown -> shown.use() == Use.NONE)
                                .thenComparingInt(
                                        shown -> order.indexOf(shown.picture().id())))
                        .toList());
    }

    static Use use(Site site, String picture) {
        var wishes = site.profile().wishes();
        if (picture.equals(wishes.logo())) return Use.LOGO;
        var place = wishes.business().pictures().indexOf(picture);
        return place == 0 ? Use.FIRST : place > 0 ? Use.SHOWN : Use.NONE;
    }
}
