package io.chantier.editing.web;

import io.chantier.editing.Draft;
import io.chantier.editing.Pointer;
import io.chantier.generation.HeldBack.Offer;
import io.chantier.web.Frame;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * Three versions of one text: what the author had written, what a person wrote in its place, and what an author writes now.
 *
 * @param was empty where there was nothing, or nobody kept it
 * @param page of the site, as its menu calls it; empty where it is on none
 */
public record Alternative(
        Pointer at, String page, String was, List<WordDiff.Run> mine, List<WordDiff.Run> offered, Offer offer) {

    static Optional<Alternative> of(Draft draft, Offer offer) {
        return Pointer.read(offer.place()).map(at -> of(draft, at, offer));
    }

    private static Alternative of(Draft draft, Pointer at, Offer offer) {
        var mine = text(draft.at(at));
        var offered = text(offer.offered());
        var isOnPage = at.isIn(Pointer.of("content", "pages")) && at.steps().size() > 2;
        var page = isOnPage
                ? draft.at(new Pointer(at.steps().subList(0, 3))).path("label").asString("")
                : "";
        return new Alternative(
                at, page, text(offer.was()), WordDiff.of(mine, offered), WordDiff.of(offered, mine), offer);
    }

    /** Whose the person's text is, and when they wrote it. */
    public String hand(Frame frame) {
        return Origin.hand(frame, offer.hand());
    }

    public String author(Frame frame) {
        return Origin.author(frame, offer.by());
    }

    /** What a person reads of it, a line for each text. */
    private static String text(JsonNode node) {
        return texts(node).collect(Collectors.joining("\n"));
    }

    private static Stream<String> texts(JsonNode node) {
        if (node.isString()) return Stream.of(node.stringValue());
        if (node.isValueNode()) return Stream.of(node.asString(""));
        return node.valueStream().flatMap(Alternative::texts);
    }
}
