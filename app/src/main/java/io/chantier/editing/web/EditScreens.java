package io.chantier.editing.web;

import io.chantier.editing.Draft;
import io.chantier.editing.Forms;
import io.chantier.editing.Piece;
import io.chantier.editing.Pointer;
import io.chantier.editing.Restorations;
import io.chantier.editing.web.EditView.Aids;
import io.chantier.editing.web.EditView.Asked;
import io.chantier.editing.web.EditView.Card;
import io.chantier.editing.web.EditView.Chapter;
import io.chantier.editing.web.EditView.Desk;
import io.chantier.editing.web.EditView.Preview;
import io.chantier.editing.web.EditView.Refused;
import io.chantier.editing.web.EditView.Shape;
import io.chantier.languages.SiteLanguages;
import io.chantier.lifecycle.SitePreviews;
import io.chantier.lifecycle.SitePreviews.Shown;
import io.chantier.sites.Site;
import io.chantier.sites.SitePictures;
import io.chantier.sites.SiteState;
import io.chantier.sites.SiteVideos;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Lays out what can be edited of a site: its pages, its business, its look. */
@Component
class EditScreens {

    static final String BUSINESS = "business";
    static final String LOOK = "look";

    private static final Pointer PAGES = Pointer.of("content", "pages");
    private static final Pointer SITE = Pointer.of("site");
    private static final Pointer TOKENS = Pointer.of("tokens");

    /** The address of a page stays; what else is left out has a place of its own. */
    private static final Set<String> NOT_OF_PAGE = Set.of("path", "kind", "sections");

    private static final Set<String> NOT_OF_GUESTS_PAGE = Set.of("path", "kind", "sections", "inMenu");

    private static final Set<String> NOT_OF_LOOK = Set.of("look", "color");

    private final Forms forms;
    private final Restorations restorations;
    private final SitePictures pictures;
    private final SiteVideos videos;
    private final SitePreviews previews;

    EditScreens(
            Forms forms, Restorations restorations, SitePictures pictures, SiteVideos videos, SitePreviews previews) {
        this.forms = forms;
        this.restorations = restorations;
        this.pictures = pictures;
        this.videos = videos;
        this.previews = previews;
    }

    /** @param asked what nothing is called, is the first page */
    EditView of(Site site, Draft draft, Asked asked) {
        return of(site, draft, asked, Refused.NOTHING);
    }

    EditView of(Site site, Draft draft, Asked asked, Refused refused) {
        return of(Desk.of(site), site, draft, asked, restorations.of(site), refused);
    }

    /** At somebody's own desk: what is not theirs to arrange is not offered. */
    EditView of(Desk desk, Site site, Draft draft, Asked asked, Restorations.Ways ways, Refused refused) {
        var on = asked.on();
        var pages = draft.at(PAGES)
                .valueStream()
                .map(page -> new Chapter(
                        page.path("path").asString(""), page.path("label").asString("")))
                .toList();
        var known = on.equals(BUSINESS)
                || (on.equals(LOOK) && desk.arranges())
                || pages.stream().anyMatch(page -> page.path().equals(on));
        var chosen = known ? on : pages.isEmpty() ? BUSINESS : pages.getFirst().path();
        var shape = switch (chosen) {
            case BUSINESS -> new Shape(pages, business(draft), Optional.empty(), List.of());
            case LOOK -> new Shape(pages, look(draft), Optional.empty(), List.of());
            case String path -> page(draft, pages, path, desk.arranges() ? asked.added() : null);
        };
        var aids = new Aids(
                preview(site, chosen),
                ways,
                pictures.of(site),
                videos.of(site),
                isPublishable(site),
                tongues(desk, draft));
        var revision = String.valueOf(site.status().revision());
        return new EditView(
                desk, new Asked(chosen, asked.card(), asked.added()), revision, shape, draft, aids, refused);
    }

    /** The way to the further languages; whoever arranges nothing writes in the main one. */
    private static Optional<LanguageView.Tongues> tongues(Desk desk, Draft draft) {
        var main = draft.root().at("/site/language").asString("");
        return desk.arranges()
                ? Optional.of(new LanguageView.Tongues(desk.path(), main, SiteLanguages.further(draft.files()), main))
                : Optional.empty();
    }

    static boolean isPublishable(Site site) {
        return site.state().wasPublished() || site.state().canBecome(SiteState.DEPLOYING);
    }

    /** @param added the type of a section to be added; null where the sections stay as they are */
    private Shape page(Draft draft, List<Chapter> pages, String path, @Nullable String added) {
        var index = pages.stream().map(Chapter::path).toList().indexOf(path);
        var page = PAGES.child(index);
        var cards = new ArrayList<Card>();
        var left = added == null ? NOT_OF_GUESTS_PAGE : NOT_OF_PAGE;
        cards.add(new Card("page", "page", "", forms.of(draft, page, left), Card.Place.FIXED));
        var sections = draft.at(page.child("sections"));
        for (var i = 0; i < sections.size(); i++) {
            var place = new Card.Place(added != null, i == 0, i == sections.size() - 1, "#s" + (i + 1));
            cards.add(section(draft, page.child("sections").child(i), sections.get(i), place));
        }
        if (added == null) return new Shape(pages, cards, Optional.empty(), List.of());
        var types = forms.sectionTypes();
        return new Shape(pages, cards, another(draft, page, added, types), types);
    }

    private Card section(Draft draft, Pointer at, JsonNode section, Card.Place place) {
        var id = "section-" + at.last();
        var kind = "section." + section.path("type").asString("");
        var name = section.path("title").asString("");
        return new Card(id, kind, name, forms.of(draft, at, Set.of()), place);
    }

    /** The empty form of a section that is not there yet: nothing of it is on the site before it says something. */
    private Optional<Card> another(Draft draft, Pointer page, String type, List<String> types) {
        if (!types.contains(type)) return Optional.empty();
        var at = page.child("sections").child(draft.at(page.child("sections")).size());
        return Optional.of(
                new Card("section-new", "section." + type, "", forms.ofNewSection(at, type), Card.Place.FIXED));
    }

    /** What a business is called and does in one form, each of its lists and groups in another. */
    private List<Card> business(Draft draft) {
        return cards(forms.of(draft, SITE, Set.of()), BUSINESS);
    }

    private List<Card> look(Draft draft) {
        return cards(forms.of(draft, TOKENS, NOT_OF_LOOK), LOOK);
    }

    private static List<Card> cards(Piece whole, String kind) {
        if (!(whole instanceof Piece.Group group)) return List.of();
        var fields =
                group.pieces().stream().filter(Piece.Field.class::isInstance).toList();
        var cards = new ArrayList<Card>();
        cards.add(new Card(kind, kind, "", new Piece.Group(group.at(), fields), Card.Place.FIXED));
        for (var piece : group.pieces()) {
            if (fields.contains(piece)) continue;
            var id = kind + "." + piece.at().last();
            cards.add(new Card(id.replace('.', '-'), id, "", piece, Card.Place.FIXED));
        }
        return cards;
    }

    /** @param on a path of the site; anything else is its first page */
    Preview preview(Site site, String on) {
        return switch (previews.show(site)) {
            case Shown.At(URI address, var revision) ->
                new Preview(
                        address.resolve(on.startsWith("/") ? on : "/") + "?v=" + revision.substring(0, 7),
                        "",
                        Map.of());
            case Shown.Failed(var why) -> new Preview("", why.code(), why.arguments());
            case Shown.Nothing() -> new Preview("", "nothing-to-edit", Map.of());
        };
    }
}
