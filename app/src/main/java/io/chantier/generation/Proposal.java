package io.chantier.generation;

import java.time.Duration;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** How an author answers a wish. */
public sealed interface Proposal {

    /**
     * What would have to be changed; nobody has looked at it yet.
     *
     * @param summary in one or two sentences, in the site's language
     * @param operations a JSON Patch (RFC 6902) with pointers that begin with {@code /site}, {@code /content} or {@code /tokens}
     */
    record Proposed(String summary, JsonNode operations, Cost cost) implements Proposal {}

    /** The site's data cannot say it, or this author cannot; worded by {@code problem.<code>}. */
    record NotPossible(String code, Map<String, String> arguments) implements Proposal {}

    /** The author was stopped; retrying by itself would not help. Worded by {@code problem.<code>}. */
    record Stopped(String code, Map<String, String> arguments) implements Proposal {}

    /** The author could not work now, worded by {@code problem.<code>}. */
    record Unavailable(String code, Map<String, String> arguments, Duration tryAgainIn) implements Proposal {}
}
