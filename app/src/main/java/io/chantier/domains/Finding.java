package io.chantier.domains;

/** What a look for the proof of a name found. */
public enum Finding {
    /** It is there. */
    PROVED,
    /** There is no such record. */
    MISSING,
    /** There is a record of ours, with another token: an old one, or another team's. */
    OTHER_TOKEN,
    /** It is there, but another team's was seen first. */
    TAKEN,
    /** DNS did not answer in a way that says anything. */
    UNKNOWN
}
