package io.chantier.editing;

import tools.jackson.databind.JsonNode;

/** One change of a site's data. */
public sealed interface Operation {

    Pointer at();

    /** Sets a member or an item; what it lies in is made where it is not there yet, and an item after the last one is added. */
    record Put(Pointer at, JsonNode value) implements Operation {}

    /** Adds an item to a list before the one that is there, or at the end for {@code -}; sets a member. */
    record Insert(Pointer at, JsonNode value) implements Operation {}

    record Remove(Pointer at) implements Operation {}

    /** Takes a value away and inserts it elsewhere. */
    record Move(Pointer from, Pointer at) implements Operation {}

    /** Inserts what stands at another place. */
    record Copy(Pointer from, Pointer at) implements Operation {}

    /** Nothing is changed unless this stands there. */
    record Test(Pointer at, JsonNode value) implements Operation {}
}
