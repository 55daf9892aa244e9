package io.chantier.values;

/** A text that never prints itself; {@link #reveal()} is the one way to it. */
public record Secret(String reveal) {

    public boolean isEmpty() {
        return reveal.isEmpty();
    }

    @Override
    public String toString() {
        return "[secret]";
    }
}
