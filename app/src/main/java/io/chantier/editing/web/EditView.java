package io.chantier.editing.web;

import io.chantier.editing.Conflict;
import io.chantier.editing.Draft;
import io.chantier.editing.Piece;
import io.chantier.editing.Pointer;
import io.chantier.editing.Restorations;
import io.chantier.editing.Wrong;
import io.chantier.generation.Design;
import io.chantier.generation.Provenance.Displaced;
import io.chantier.sites.Site;
import io.chantier.storage.Media.Picture;
import io.chantier.storage.Media.Video;
import io.chantier.web.Problem.FieldProblem;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The tab in which a site is edited. */
public record EditView(Desk desk, Asked asked, String revision, Shape shape, Draft draft, Aids aids, Refused refused) {

    /**
     * At which desk somebody writes.
     *
     * @param path of its page
     * @param arranges whether sections, look and colours are theirs as well
     */
    public record Desk(String path, boolean arranges) {
        static Desk of(Site site) {
            return new Desk("/sites/" + site.slug() + "/edit", true);
        }
    }

    private static final int MOST_ALTERNATIVES = 30;

    /**
     * What the reader wants to see.
     *
     * @param on what is edited: the path of a page, {@code business} or {@code look}
     * @param card the id of the form that is open; empty for the first
     * @param added the type of a section that is about to be added to the page; empty for none
     */
    public record Asked(String on, String card, String added) {}

    /** What can be edited, and the forms of what was chosen. */
    public record Shape(List<Chapter> pages, List<Card> cards, Optional<Card> added, List<String> types) {}

    /** A page of the site in the menu of pages. */
    public record Chapter(String path, String label) {}

    /**
     * One form.
     *
     * @param id of its element in the page
     * @param kind of words: {@code section.hero}, {@code page}, {@code business.contact}
     * @param name what is written in it, to tell it from others of its kind
     * @param place among its like
     */
    public record Card(String id, String kind, String name, Piece piece, Place place) {

        /** A place in a list that can be ordered; {@code movable} is false for what has none. */
        public record Place(boolean movable, boolean first, boolean last, String fragment) {
            static final Place FIXED = new Place(false, true, true, "");
        }

        /** Where its list is. */
        public Pointer at() {
            return piece.at();
        }
    }

    /**
     * What was not kept of what somebody typed.
     *
     * @param alternatives what they say of pictures, by the field in which each is chosen
     */
    public record Refused(List<Wrong> wrong, Map<Pointer, String> alternatives) {
        static final Refused NOTHING = new Refused(List.of(), Map.of());
    }

    /** What stands beside the forms. */
    public record Aids(
            Preview preview,
            Restorations.Ways ways,
            List<Picture> pictures,
            List<Video> videos,
            boolean publishable,
            Optional<LanguageView.Tongues> tongues) {}

    /**
     * @param address of the page as it is now; empty where it cannot be shown
     * @param trouble code of the problem that is in the way; empty for none
     */
    public record Preview(String address, String trouble, Map<String, String> arguments) {}

    /** Two versions of the same text. */
    public record Rival(
            Pointer at, boolean isGone, List<WordDiff.Run> theirs, List<WordDiff.Run> mine, Conflict conflict) {

        public String text() {
            return conflict.mine();
        }

        /** The input that tells how the text is to be read; empty for plain text. */
        public String form() {
            return switch (conflict.form()) {
                case TEXT -> "";
                case FLAG -> "flag";
                case LIST -> "list";
            };
        }

        static List<Rival> of(List<Conflict> conflicts) {
            return conflicts.stream().map(Rival::of).toList();
        }

        private static Rival of(Conflict conflict) {
            var theirs = WordDiff.of(conflict.theirs(), conflict.mine());
            var mine = WordDiff.of(conflict.mine(), conflict.theirs());
            return new Rival(conflict.at(), conflict.isGone(), theirs, mine, conflict);
        }
    }

    public List<Wrong> wrong() {
        return refused.wrong();
    }

    public String on() {
        return asked.on();
    }

    public String added() {
        return asked.added();
    }

    public boolean isPage() {
        return on().startsWith("/");
    }

    public boolean isLook() {
        return on().equals(EditScreens.LOOK);
    }

    public String path() {
        return desk.path();
    }

    public String path(String other) {
        return path() + "?on=" + URLEncoder.encode(other, StandardCharsets.UTF_8);
    }

    public boolean isOpen(Card card) {
        var isAsked = asked.card().isEmpty()
                ? card.equals(shape.cards().get(isPage() && shape.cards().size() > 1 ? 1 : 0))
                : asked.card().equals(card.id());
        return isAsked || wrong().stream().anyMatch(one -> isOf(card, one.at()));
    }

    private static boolean isOf(Card card, Pointer at) {
        var isPart = card.id().equals("page") || card.id().equals(EditScreens.BUSINESS);
        return isPart ? at.parent().equals(card.at()) : at.isIn(card.at());
    }

    /** Whether somebody began to fill an item that is not there yet. */
    public boolean isTyped(Piece blank) {
        return switch (blank) {
            case Piece.Field field ->
                !field.value().isEmpty() && !field.value().equals("false")
                        || !wrong(field.at()).isEmpty();
            case Piece.Group group -> group.pieces().stream().anyMatch(this::isTyped);
            case Piece.Items items -> items.items().stream().anyMatch(this::isTyped) || isTyped(items.blank());
        };
    }

    /** What people wrote that found no place when the site was made anew. */
    public List<Displaced> displaced() {
        return draft.provenance().displaced();
    }

    /** Where a text came from. */
    public Origin origin(Pointer at) {
        return Origin.of(draft.provenance(), at);
    }

    /** The page of the job in which it was written. */
    public String job(Origin origin) {
        return path().replaceFirst("/edit$", "/jobs/") + origin.job();
    }

    /** Where an author writes something else than a person does; only so many at once. */
    public List<Alternative> alternatives() {
        return draft.provenance().heldBack().offers().stream()
                .flatMap(offer -> Alternative.of(draft, offer).stream())
                .limit(MOST_ALTERNATIVES)
                .toList();
    }

    public boolean hasAlternative(Pointer at) {
        return draft.provenance().heldBack().offer(at.place()).isPresent();
    }

    public List<FieldProblem> wrong(Pointer at) {
        return wrong().stream()
                .filter(one -> one.at().equals(at))
                .map(Wrong::problem)
                .toList();
    }

    public Optional<Picture> picture(String id) {
        return aids.pictures().stream().filter(one -> one.id().equals(id)).findFirst();
    }

    public Optional<Video> video(String id) {
        return aids.videos().stream().filter(one -> one.id().equals(id)).findFirst();
    }

    /** The page on which videos are sent. */
    public String videoPage() {
        return path().replaceFirst("/edit$", "/pictures") + "#videos";
    }

    /** What the picture in a field shows, as somebody has just typed it or as it is known. */
    public String alt(Piece.Field field) {
        return refused.alternatives().getOrDefault(field.at(), knownAlt(field));
    }

    public String knownAlt(Piece.Field field) {
        return picture(field.value()).map(Picture::alt).orElse("");
    }

    public String original(String picture) {
        return path().replaceFirst("/edit$", "/pictures/") + picture;
    }

    /** Where somebody who has a link sends a picture for a field. */
    public String addPicture(Piece.Field field) {
        return path() + "/picture?at=" + URLEncoder.encode(field.at().toString(), StandardCharsets.UTF_8);
    }

    public List<String> looks() {
        return Design.looks();
    }

    /** A design token, such as {@code color/primary}. */
    public String token(String name) {
        return draft.root().at("/tokens/" + name).asString("");
    }
}
