package io.chantier.editing;

import io.chantier.jobs.Failure;
import io.chantier.sites.Site;
import java.time.Instant;
import java.util.SortedMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Something that somebody asked to be changed in plain words.
 *
 * @param job in which the author answers; null where it was never begun
 * @param offer what the author proposes; null before it did
 * @param craft what the data cannot say, and the component that could; null where the data can
 * @param problem why there is no proposal; null where there is one or may still be one
 */
public record Change(
        UUID id,
        Asked asked,
        State state,
        @Nullable UUID job,
        @Nullable Offer offer,
        @Nullable Craft craft,
        @Nullable Failure problem,
        @Nullable Decision decision) {

    public enum State {
        /** The author is at it. */
        ASKED,
        /** The data cannot say it: an operator may have a component changed. */
        HANDED,
        /** A person is to look at it. */
        PROPOSED,
        APPLIED,
        DISCARDED,
        FAILED;

        public boolean isOpen() {
            return this == ASKED || this == HANDED || this == PROPOSED;
        }
    }

    /** Who asked for what. */
    public record Asked(Request request, String who, Instant at) {

        public String words() {
            return request.words();
        }
    }

    /**
     * What is to be changed.
     *
     * @param place what alone may be changed; null for all of the site's data
     * @param microUsd what the answer may cost at most
     * @param errand on which somebody asks, who hears what becomes of it; null for nobody. On each errand one asks once.
     */
    public record Request(
            String words,
            @Nullable Pointer place,
            long microUsd,
            @Nullable UUID errand) {}

    /** Something became of it; told in the transaction in which it did. */
    public record Moved(Site site, Change change) {}

    /**
     * @param base the revision that it is for
     * @param operations a JSON Patch
     */
    public record Offer(String base, String author, String summary, JsonNode operations, long microUsd) {}

    /**
     * @param missing what the data cannot say, in the author's words
     * @param component the section that an operator chose; empty before one did
     * @param made what the author made of it; null before it did
     */
    public record Craft(
            String missing, String component, @Nullable Made made) {}

    /**
     * @param base the revision that it is for
     * @param sources the files that differ, by path
     * @param digest of these files: what somebody accepts is what they read
     */
    public record Made(String base, String author, SortedMap<String, String> sources, String digest, long microUsd) {}

    /**
     * @param revision that came of it; null where it was discarded
     * @param reason why it was declined; empty where nobody gave one
     */
    public record Decision(String who, Instant at, @Nullable String revision, String reason) {}

    Change failed(Failure why) {
        return new Change(id, asked, State.FAILED, job, offer, craft, why, decision);
    }
}
