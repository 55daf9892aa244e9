package io.chantier.editing.web;

import io.chantier.web.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A component that is to be changed for a request, as operators read it.
 *
 * @param sections of which one may be changed
 * @param chosen the one that the request most likely means
 * @param estimate what it will cost, in words; empty where nothing
 * @param frames the page as it is and as it would be
 * @param problem what is wrong with what was just sent
 */
public record CraftView(
        List<String> sections,
        String chosen,
        String estimate,
        List<LineDiff> files,
        Frames frames,
        @Nullable Problem problem) {

    /** Addresses; empty where the page cannot be shown. */
    public record Frames(String before, String after) {}
}
