package io.chantier.agent.commands;

import java.util.List;

/**
 * A password or a key, which no log and no message shows.
 *
 * @param parts what must not be shown on its own either, such as the values in a document
 */
public record Secret(String reveal, List<String> parts) {

    public Secret {
        parts = List.copyOf(parts);
    }

    public Secret(String reveal) {
        this(reveal, List.of());
    }

    @Override
    public String toString() {
        return "[secret]";
    }
}
