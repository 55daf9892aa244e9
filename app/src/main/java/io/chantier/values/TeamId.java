package io.chantier.values;

import java.util.UUID;

/** Names the team that owns a row; every tenant-owned table has it. */
public record TeamId(UUID value) {

    public static TeamId of(String text) {
        return new TeamId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
