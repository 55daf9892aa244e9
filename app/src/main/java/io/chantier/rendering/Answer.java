package io.chantier.rendering;

import io.chantier.jobs.Failure;
import tools.jackson.databind.JsonNode;

/** What a renderer process said, or why it said nothing. */
sealed interface Answer {

    record Ok(JsonNode body) implements Answer {}

    record No(Failure why) implements Answer {}
}
