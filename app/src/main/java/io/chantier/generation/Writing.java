package io.chantier.generation;

import java.time.Duration;
import java.util.Map;
import java.util.SortedMap;

/** How a piece of writing ended. */
public sealed interface Writing {

    /**
     * @param files path in the revision ({@code data/site.json}, {@code data/content.json}, {@code design-tokens.json},
     *     {@code data/provenance.json}) to content
     */
    record Written(SortedMap<String, byte[]> files, Cost cost) implements Writing {}

    /** The source says too little for a site, worded by {@code problem.<code>}; asking again changes nothing. */
    record NothingToSay(String code, Map<String, String> arguments) implements Writing {}

    /**
     * The author was stopped; retrying by itself would not help. Worded by {@code problem.<code>}.
     *
     * @param files what is there all the same, worth keeping as a draft where there is none; empty where nothing is
     * @param by who wrote those
     */
    record Stopped(SortedMap<String, byte[]> files, String by, String code, Map<String, String> arguments)
            implements Writing {}

    /** The job was cancelled meanwhile. */
    record Unwanted() implements Writing {}

    /** The author could not work now, worded by {@code problem.<code>}. */
    record Unavailable(String code, Map<String, String> arguments, Duration tryAgainIn) implements Writing {}
}
