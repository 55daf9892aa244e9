package io.chantier.jobs;

import java.util.UUID;

/** Names a job; time-ordered, so that newer ids sort later. */
public record JobId(UUID value) {

    public static JobId of(String text) {
        return new JobId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
