package io.chantier.generation.claude;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A line of {@code --output-format stream-json}; only what we act on, everything else is {@link Other}. */
sealed interface Event {

    record Started(String version, String model, String keySource) implements Event {}

    /** The program waits and asks its endpoint again. */
    record Retrying(int attempt, int most, long pauseMillis, int status, String error) implements Event {}

    /** A reply begins: what was read for it is known. */
    record Reading(String message, Usage usage) implements Event {}

    /** A reply grows or ends: what was written so far. */
    record Writing(Usage usage) implements Event {}

    /** @param error as the program names it, or empty */
    record Said(List<String> texts, List<String> tools, String error) implements Event {}

    record Denied(String tool, String message) implements Event {}

    record Ended(JsonNode result) implements Event {}

    record Other() implements Event {}

    JsonMapper JSON = JsonMapper.builder().build();

    /** Empty for a line that is no JSON object. */
    static Optional<Event> read(String line) {
        try {
            var node = JSON.readTree(line);
            return node.isObject() ? Optional.of(of(node)) : Optional.empty();
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    private static Event of(JsonNode line) {
        return switch (text(line, "type")) {
            case "system" -> system(line);
            case "stream_event" -> stream(line.path("event"));
            case "assistant" -> said(line);
            case "result" -> new Ended(line);
            default -> new Other();
        };
    }

    private static Event system(JsonNode line) {
        return switch (text(line, "subtype")) {
            case "init" ->
                new Started(text(line, "claude_code_version"), text(line, "model"), text(line, "apiKeySource"));
            case "api_retry" ->
                new Retrying(
                        line.path("attempt").asInt(0),
                        line.path("max_retries").asInt(0),
                        line.path("retry_delay_ms").asLong(0),
                        line.path("error_status").asInt(0),
                        named(text(line, "error")));
            case "permission_denied" -> new Denied(text(line, "tool_name"), text(line, "message"));
            default -> new Other();
        };
    }

    private static Event stream(JsonNode event) {
        return switch (text(event, "type")) {
            case "message_start" -> {
                var message = event.path("message");
                yield new Reading(text(message, "id"), usage(text(message, "model"), message.path("usage")));
            }
            case "message_delta" -> new Writing(usage("", event.path("usage")));
            default -> new Other();
        };
    }

    private static Event said(JsonNode line) {
        var texts = new ArrayList<String>();
        var tools = new ArrayList<String>();
        for (var block : line.at("/message/content")) {
            switch (text(block, "type")) {
                case "text" -> texts.add(text(block, "text"));
                case "tool_use" -> tools.add(text(block, "name"));
                default -> {}
            }
        }
        return new Said(texts, tools, text(line, "error"));
    }

    private static Usage usage(String model, JsonNode usage) {
        return new Usage(
                model,
                usage.path("input_tokens").asLong(0),
                usage.path("cache_read_input_tokens").asLong(0),
                usage.path("cache_creation_input_tokens").asLong(0),
                usage.path("output_tokens").asLong(0));
    }

    /** The name of an error; what is no name may be an endpoint's own words, which a job's readers are not shown. */
    private static String named(String error) {
        return error.matches("[a-z][a-z_]{0,39}") ? error : "";
    }

    private static String text(JsonNode node, String name) {
        return node.path(name).asString("");
    }
}
