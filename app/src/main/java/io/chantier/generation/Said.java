package io.chantier.generation;

/** Where a text came from. */
public sealed interface Said {

    /** @param page its address on the old site */
    record OnPage(String page, String excerpt) implements Said {}

    /** @param by who corrected a fact so; {@link Hand#NOBODY} where it stands in the brief */
    record InBrief(String excerpt, Hand by) implements Said {}

    /** An author wrote it, and said of nothing that it came from there. */
    record ByAuthor(Signature by) implements Said {}

    /** A person wrote it. */
    record ByHand(Hand by) implements Said {}

    /** A word of the interface, or an address that the template gives its pages. */
    record OfTemplate() implements Said {}
}
