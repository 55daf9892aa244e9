package io.chantier.sites;

import io.chantier.storage.Media;
import io.chantier.storage.Media.Picture;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The pictures of a site: read from its old site or sent by a person, and which of them a person wants to see first. */
@Component
public class SitePictures {

    /** The largest file that is taken, in bytes. */
    public static final int MOST_BYTES = 20 << 20;

    private final Media media;
    private final Sites sites;

    SitePictures(Media media, Sites sites) {
        this.media = media;
        this.sites = sites;
    }

    /** What a person wants with a picture. */
    public enum Use {
        /** Shown before all others. */
        FIRST,
        /** Shown after those that were asked for before. */
        SHOWN,
        /** The logo; also no longer one of the pictures. */
        LOGO,
        /** Nothing of these: the author decides. */
        NONE
    }

    public List<Picture> of(Site site) {
        return media.of(site.team(), site.id().value());
    }

    /**
     * Keeps a picture that a person sends; the same bytes again are the same picture, and
     * with {@link Use#NONE} it stays what it was.
     *
     * @param alt what it shows, for those who do not see it; may be empty
     * @throws io.chantier.web.ProblemException as {@link Media#keep}
     */
    @Transactional
    public Picture add(Site site, byte[] bytes, String fileName, String alt, Use use) {
        var picture = media.keep(site.team(), site.id().value(), bytes, alt, "upload:" + fileName);
        if (use != Use.NONE) use(site, picture.id(), use);
        return picture;
    }

    public Optional<Picture> find(Site site, String id) {
        return media.find(site.team(), site.id().value(), id);
    }

    /**
     * Keeps a picture that takes the place of another one: what was wanted with that is wanted with this.
     *
     * @param from where it comes from: {@code upload:<file name>}, or the address that it was read from
     * @throws io.chantier.web.ProblemException as {@link Media#keep}
     */
    @Transactional
    public Picture replace(Site site, Picture old, byte[] bytes, String alt, String from) {
        var picture = media.keep(site.team(), site.id().value(), bytes, alt, from);
        if (!alt.isBlank()) media.describe(site.team(), site.id().value(), picture.id(), alt);
        sites.change(site.team(), site.id(), now -> now.with(exchanged(now.profile(), old.id(), picture.id())));
        return picture;
    }

    private static Site.Profile exchanged(Site.Profile profile, String old, String other) {
        var wishes = profile.wishes();
        var logo = old.equals(wishes.logo()) ? other : wishes.logo();
        var pictures = wishes.business().pictures().stream()
                .map(id -> id.equals(old) ? other : id)
                .distinct()
                .toList();
        return new Site.Profile(
                profile.name(),
                profile.sourceUrl(),
                profile.language(),
                wishes.withLogo(logo).withPictures(pictures));
    }

    /**
     * Says what a picture shows, for those who do not see it.
     *
     * @throws NoSuchElementException when the site has no such picture
     */
    @Transactional
    public void describe(Site site, String id, String alt) {
        if (media.find(site.team(), site.id().value(), id).isEmpty()) throw new NoSuchElementException(id);
        media.describe(site.team(), site.id().value(), id, alt);
    }

    /** @throws NoSuchElementException when the site has no such picture */
    @Transactional
    public void use(Site site, String id, Use use) {
        if (media.find(site.team(), site.id().value(), id).isEmpty()) throw new NoSuchElementException(id);
        sites.change(site.team(), site.id(), now -> now.with(wished(now.profile(), id, use)));
    }

    private static Site.Profile wished(Site.Profile profile, String id, Use use) {
        var wishes = profile.wishes();
        var next = switch (use) {
            case FIRST -> pictures(wishes, id, shown -> with(shown, 0, id));
            case SHOWN -> pictures(wishes, id, shown -> with(shown, shown.size(), id));
            case LOGO -> pictures(wishes, id, shown -> shown).withLogo(id);
            case NONE -> pictures(wishes, id, shown -> shown);
        };
        return new Site.Profile(profile.name(), profile.sourceUrl(), profile.language(), next);
    }

    /** Takes the picture out of every place, then puts it where it belongs now. */
    private static Wishes pictures(Wishes wishes, String id, UnaryOperator<List<String>> put) {
        var others = wishes.business().pictures().stream()
                .filter(other -> !other.equals(id))
                .toList();
        var logo = id.equals(wishes.logo()) ? null : wishes.logo();
        return wishes.withLogo(logo).withPictures(put.apply(others));
    }

    private static List<String> with(List<String> shown, int place, String id) {
        var more = new ArrayList<>(shown);
        more.add(place, id);
        return List.copyOf(more);
    }
}
