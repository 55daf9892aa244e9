package io.chantier.generation;

/** Words of the source, cleaned, with the place they came from. May be several sentences; never empty in a list. */
record Sentence(String text, Origin origin) {

    static final Sentence NONE = new Sentence("", Origin.brief(""));

    boolean isEmpty() {
        return text.isBlank();
    }

    int length() {
        return text.length();
    }

    Sentence saying(String other) {
        return new Sentence(other, origin);
    }
}
