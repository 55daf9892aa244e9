package io.chantier.agent.commands;

/** A password or a key, which no log and no message shows. */
public record Secret(String reveal) {

    @Override
    public String toString() {
        return "[secret]";
    }
}
