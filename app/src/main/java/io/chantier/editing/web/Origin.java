package io.chantier.editing.web;

import io.chantier.editing.Pointer;
import io.chantier.generation.Hand;
import io.chantier.generation.Provenance;
import io.chantier.generation.Said;
import io.chantier.generation.Signature;
import io.chantier.web.Frame;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where a text came from, as a person reads it beside the text.
 *
 * @param said null where nobody knows
 * @param signature which author put it there
 */
public record Origin(@Nullable Said said, Signature signature) {

    static Origin of(Provenance provenance, Pointer at) {
        return new Origin(provenance.of(at.place()).orElse(null), provenance.signature(at.place()));
    }

    public String icon() {
        return switch (said) {
            case Said.OnPage _ -> "map-pin";
            case Said.InBrief _ -> "clipboard-text";
            case Said.ByAuthor _ -> "robot";
            case Said.ByHand _ -> "pencil";
            case Said.OfTemplate _ -> "template";
            case null -> "help";
        };
    }

    public boolean isKnown() {
        return said != null;
    }

    /** Who said it, and when. */
    public String words(Frame frame) {
        return switch (said) {
            case Said.OnPage(var page, var _) -> frame.say("page.edit.read", "page", path(page));
            case Said.InBrief(var _, var by) ->
                by.isNobody()
                        ? frame.say("page.edit.told")
                        : dated(frame, frame.say("page.edit.toldBy", "who", by.who()), by.at());
            case Said.ByAuthor(var by) -> author(frame, by);
            case Said.ByHand(var by) -> hand(frame, by);
            case Said.OfTemplate _ -> frame.say("page.edit.ofTemplate");
            case null -> "";
        };
    }

    /** The sentence that was read or told; empty where it is nobody's but the writer's. */
    public String excerpt() {
        return switch (said) {
            case Said.OnPage(var _, var excerpt) -> excerpt;
            case Said.InBrief(var excerpt, var _) -> excerpt;
            case Said.ByAuthor _, Said.ByHand _, Said.OfTemplate _ -> "";
            case null -> "";
        };
    }

    /** Who made that sentence into this text; empty where nobody noted it. */
    public String author(Frame frame) {
        var isRead = said instanceof Said.OnPage || said instanceof Said.InBrief;
        return isRead && !signature.author().isEmpty() ? author(frame, signature) : "";
    }

    /** The job in which an author wrote it, or empty. */
    public String job() {
        var isAuthors = said instanceof Said.OnPage || said instanceof Said.ByAuthor;
        return isAuthors ? signature.job() : "";
    }

    static String author(Frame frame, Signature by) {
        var name = frame.sayIfKnown("page.edit.author." + by.author(), by.author());
        var who = by.model().isEmpty() ? name : name + " (" + by.model() + ")";
        return dated(frame, frame.say("page.edit.byAuthor", "who", who), by.at());
    }

    static String hand(Frame frame, Hand by) {
        var said = switch (by.via()) {
            case PAGE -> frame.say("page.edit.byHand", "who", by.who());
            case API ->
                by.token().isEmpty()
                        ? frame.say("page.edit.byApi", "who", by.who())
                        : frame.say("page.edit.byToken", "who", by.who(), "token", by.token());
        };
        return dated(frame, said, by.at());
    }

    private static String dated(Frame frame, String said, @Nullable Instant at) {
        return at == null ? said : frame.say("page.edit.dated", "said", said, "at", frame.exactly(at));
    }

    /** The path of an address on the old site. */
    private static String path(String page) {
        var path = page.replaceFirst("^https?://[^/]+", "");
        return path.isEmpty() ? page : path;
    }
}
