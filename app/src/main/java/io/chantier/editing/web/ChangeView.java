package io.chantier.editing.web;

import io.chantier.editing.Change;
import io.chantier.editing.Change.State;
import io.chantier.editing.Differences;
import io.chantier.editing.Differences.Difference;
import io.chantier.editing.Differences.Spot;
import io.chantier.editing.Pointer;
import io.chantier.editing.Wrong;
import io.chantier.metering.Amounts;
import io.chantier.web.Badge;
import io.chantier.web.Frame;
import io.chantier.web.Problem;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A change that somebody asked for, as people read it.
 *
 * @param differences what would be different, place by place
 * @param wrong why it could not be done as it was proposed
 */
public record ChangeView(
        String slug, Change change, List<Difference> differences, Amounts.InWords amounts, List<Wrong> wrong) {

    /** What stands on the page of all requests. */
    public record All(
            String slug,
            List<Change> changes,
            String typed,
            @Nullable Problem problem) {

        public String path() {
            return "/sites/" + slug + "/changes";
        }
    }

    public String path() {
        return "/sites/" + slug + "/changes/" + change.id();
    }

    public boolean isWaiting() {
        return change.state() == State.ASKED;
    }

    public boolean isToDecide() {
        return change.state() == State.PROPOSED && change.offer() != null;
    }

    public String cost() {
        var offer = change.offer();
        var craft = change.craft();
        var made = craft == null ? null : craft.made();
        return amounts.say(offer != null ? offer.microUsd() : made != null ? made.microUsd() : 0);
    }

    public static Badge badge(Change change) {
        var state = change.state();
        return switch (state) {
            case ASKED -> new Badge("busy", "progress", key(state));
            case HANDED -> new Badge("warn", "tools", key(state));
            case PROPOSED -> new Badge("warn", "message-2", key(state));
            case APPLIED -> new Badge("ok", "circle-check", key(state));
            case DISCARDED -> new Badge("calm", "trash", key(state));
            case FAILED -> new Badge("bad", "alert-triangle", key(state));
        };
    }

    private static String key(State state) {
        return "page.change.state." + state.name();
    }

    /** {@code Accueil › Présentation › Texte}. */
    public static String where(Frame frame, Difference difference) {
        var spot = difference.spot();
        var words = new ArrayList<String>();
        if (!spot.page().isEmpty()) words.add(spot.page());
        else words.add(frame.say("page.change.part." + difference.at().steps().getFirst()));
        if (!spot.type().isEmpty()) words.add(section(frame, spot));
        for (var at : spot.rest()) words.add(FieldWords.of(frame, at));
        return String.join(" › ", words);
    }

    private static String section(Frame frame, Spot spot) {
        var kind = FieldWords.ofKind(frame, "section." + spot.type());
        return spot.title().isEmpty() ? kind : kind + " (" + spot.title() + ")";
    }

    /** What a value says; a word that the template knows is said in the reader's language. */
    public static String text(Frame frame, Pointer at, JsonNode value) {
        if (value.isString()) return option(frame, name(at), value.stringValue());
        if (!value.isObject() && !value.isArray()) return Differences.text(value);
        var texts = new ArrayList<String>();
        if (value.isArray()) value.forEach(inside -> texts.add(text(frame, at, inside)));
        else
            value.properties().stream()
                    .filter(member -> Differences.isSaid(member.getKey()))
                    .forEach(member -> texts.add(text(frame, at.child(member.getKey()), member.getValue())));
        texts.removeIf(String::isBlank);
        return String.join(value.isArray() ? ", " : " · ", texts);
    }

    private static String name(Pointer at) {
        return at.index() < 0 ? at.last() : at.parent().last();
    }

    private static String option(Frame frame, String name, String value) {
        return value.matches("[a-z]{1,20}") ? frame.sayIfKnown("edit.option." + name + "." + value, value) : value;
    }

    public static List<WordDiff.Run> runs(String text, String other) {
        return WordDiff.of(text, other);
    }
}
