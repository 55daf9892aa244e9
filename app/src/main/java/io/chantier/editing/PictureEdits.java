package io.chantier.editing;

import io.chantier.editing.Edits.Outcome;
import io.chantier.identity.Caller;
import io.chantier.jobs.Failure;
import io.chantier.rendering.Pictures;
import io.chantier.rendering.Pictures.Box;
import io.chantier.rendering.Pictures.Cut;
import io.chantier.sites.Site;
import io.chantier.sites.SitePictures;
import io.chantier.storage.Media.Picture;
import io.chantier.web.Problem;
import io.chantier.web.ProblemException;
import java.util.List;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Changes pictures where the pages show them; the picture that was there is kept for the revisions that name it. */
@Component
public class PictureEdits {

    private static final String MESSAGE = "pictures";
    private static final String MEMBER = "image";

    /** More than any site of usual size shows; whoever has a link may send some too. */
    private static final int MOST = 300;

    private final SitePictures pictures;
    private final Pictures making;
    private final Edits edits;
    private final Forms forms;

    PictureEdits(SitePictures pictures, Pictures making, Edits edits, Forms forms) {
        this.pictures = pictures;
        this.making = making;
        this.edits = edits;
        this.forms = forms;
    }

    /** How it went. */
    public sealed interface Changed {

        /** @param picture the one that stands there now */
        record Done(Picture picture) implements Changed {}

        record Refused(Failure why) implements Changed {}

        /** The template cannot do without it somewhere; the picture stays. */
        record Needed() implements Changed {}
    }

    /** Shows only a part of the picture from now on, wherever it stands. */
    public Changed crop(Site site, Picture old, Box box, String alt, Caller caller) {
        return switch (making.crop(old, box)) {
            case Cut.Refused(var why) -> new Changed.Refused(why);
            case Cut.Done(var bytes) -> exchanged(site, old, bytes, alt, old.origin(), caller);
        };
    }

    /**
     * Shows another picture from now on, wherever the old one stands.
     *
     * @throws io.chantier.web.ProblemException when the bytes are no picture that we can show
     */
    public Changed replace(Site site, Picture old, byte[] bytes, String alt, String fileName, Caller caller) {
        return exchanged(site, old, bytes, alt, "upload:" + fileName, caller);
    }

    /**
     * Puts a new picture to a place that has room for one.
     *
     * @param at where a picture's name stands, or would
     * @throws ProblemException when the bytes are no picture that we can show, or there is no room for it
     */
    @Transactional
    public Picture add(Site site, Pointer at, byte[] bytes, String alt, String fileName, Caller caller) {
        if (!forms.takesPicture(edits.open(site), at)) throw new ProblemException(Problem.of("picture-no-room", 422));
        if (pictures.of(site).size() >= MOST) throw new ProblemException(Problem.of("picture-too-many", 422));
        var picture = pictures.add(site, bytes, fileName, alt, SitePictures.Use.NONE);
        if (picture.alt().isBlank()) pictures.describe(site, picture.id(), alt);
        var put = new Operation.Put(at, JsonNodeFactory.instance.stringNode(picture.id()));
        var outcome = edits.rewrite(site, draft -> draft.apply(put, caller.name()), MESSAGE, caller);
        if (!(outcome instanceof Outcome.Done)) throw new ProblemException(Problem.of("picture-no-room", 422));
        return pictures.find(site, picture.id()).orElse(picture);
    }

    /** Says what the picture shows; it can be taken back like any other change. */
    public void describe(Site site, Picture picture, String words, Caller caller) {
        if (edits.describe(site, picture.id(), words, caller).isEmpty()) pictures.describe(site, picture.id(), words);
    }

    /** Takes the picture off all pages. */
    public Changed remove(Site site, Picture old, Caller caller) {
        var outcome = change(site, draft -> withdraw(draft, draft.root(), new Pointer(List.of()), old.id()), caller);
        if (outcome instanceof Outcome.Invalid) return new Changed.Needed();
        pictures.use(site, old.id(), SitePictures.Use.NONE);
        return new Changed.Done(old);
    }

    private Changed exchanged(Site site, Picture old, byte[] bytes, String alt, String from, Caller caller) {
        var picture = pictures.replace(site, old, bytes, alt, from);
        var _ = change(site, draft -> exchange(draft.root(), old.id(), picture.id()), caller);
        return new Changed.Done(pictures.find(site, picture.id()).orElse(picture));
    }

    private Outcome change(Site site, Consumer<Draft> rule, Caller caller) {
        return edits.rewrite(site, rule, MESSAGE, caller);
    }

    private static void exchange(JsonNode node, String old, String other) {
        if (node instanceof ObjectNode object
                && object.path(MEMBER).asString("").equals(old)) object.put(MEMBER, other);
        node.forEach(inside -> exchange(inside, old, other));
    }

    /** A logo or an item of a gallery goes as a whole; what has words as well only loses its picture. */
    private static void withdraw(Draft draft, JsonNode node, Pointer at, String old) {
        if (node instanceof ArrayNode list)
            for (var i = list.size() - 1; i >= 0; i--) withdraw(draft, list.get(i), at.child(i), old);
        else if (node instanceof ObjectNode object) {
            for (var name : List.copyOf(object.propertyNames()))
                withdraw(draft, object.path(name), at.child(name), old);
            if (!object.path(MEMBER).asString("").equals(old)) return;
            var isOnlyPicture = at.last().equals("logo") || isOfGallery(draft, at);
            draft.remove(isOnlyPicture ? at : at.child(MEMBER));
        }
    }

    private static boolean isOfGallery(Draft draft, Pointer at) {
        return at.index() >= 0
                && draft.at(at.parent().parent()).path("type").asString("").equals("gallery");
    }
}
