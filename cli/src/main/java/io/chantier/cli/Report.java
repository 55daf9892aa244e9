package io.chantier.cli;

import io.chantier.cli.installation.Terminal;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Prints what the API answered: for people, or as JSON for scripts. */
record Report(Terminal terminal, boolean asJson) {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final List<String> SHOWN =
            List.of("name", "state", "url", "previewUrl", "sourceUrl", "language", "revision", "createdAt");

    static void json(Terminal terminal, Object value) {
        terminal.print(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(value));
    }

    void site(JsonNode site) {
        if (asJson) {
            json(terminal, site);
            return;
        }
        terminal.print(site.path("slug").asString(""));
        for (var field : SHOWN) {
            var value = site.path(field).asString("");
            if (!value.isEmpty()) {
                terminal.print("  %-16s %s".formatted(terminal.words().say("site." + field), shown(field, value)));
            }
        }
        problem(site.path("problem"));
    }

    void sites(List<JsonNode> sites) {
        if (asJson) {
            json(terminal, sites);
            return;
        }
        if (sites.isEmpty()) {
            terminal.say("site.none");
            return;
        }
        int width = sites.stream()
                .mapToInt(site -> site.path("slug").asString("").length())
                .max()
                .orElse(0);
        for (var site : sites) {
            var state = terminal.words().sayOr("state." + site.path("state").asString(""), "");
            var slug = "%-" + Math.max(width, 4) + "s  %-12s  %s";
            terminal.print(slug.formatted(
                            site.path("slug").asString(""),
                            state,
                            site.path("url").asString(""))
                    .stripTrailing());
        }
    }

    /** What became of each line; 1 where any was refused. */
    int batch(JsonNode batch) {
        var lines = batch.path("lines");
        if (asJson) {
            json(terminal, batch);
        } else {
            for (var line : lines) {
                var outcome = line.path("outcome").asString("");
                var words = terminal.words().sayOr("batch." + outcome, outcome);
                var why = line.path("reason").asString(line.path("site").asString(""));
                terminal.print("%5d  %-10s  %s  %s"
                        .formatted(
                                line.path("number").asInt(0),
                                words,
                                line.path("label").asString(""),
                                why)
                        .stripTrailing());
            }
            terminal.say("batch.jobs", Map.of("jobs", batch.path("ordered").asString("0")));
        }
        for (var line : lines) {
            if (line.path("outcome").asString("").equals("REFUSED")) {
                return 1;
            }
        }
        return 0;
    }

    /** What an edit led to. */
    void changed(JsonNode answer) {
        if (asJson) {
            json(terminal, answer);
            return;
        }
        terminal.say(answer.path("changed").asBoolean(true) ? "site.edited" : "site.unchanged");
        for (var field : List.of("revision", "previewUrl")) {
            var value = answer.path(field).asString("");
            if (!value.isEmpty()) {
                terminal.print("  %-16s %s".formatted(terminal.words().say("site." + field), value));
            }
        }
    }

    /** How a job ended that did not succeed, with the remedy. */
    void failure(JsonNode job) {
        if (asJson) {
            json(terminal, job);
            return;
        }
        terminal.say("job." + job.path("state").asString("FAILED").toLowerCase(java.util.Locale.ROOT));
        problem(job.path("failure"));
    }

    void logLine(JsonNode line) {
        if (asJson) {
            terminal.print(JSON.writeValueAsString(line));
            return;
        }
        terminal.print((line.path("at").asString("") + "  " + line.path("text").asString("")).strip());
    }

    private void problem(JsonNode problem) {
        for (var part : List.of("title", "detail", "remedy")) {
            var text = problem.path(part).asString("");
            if (!text.isEmpty()) {
                terminal.print("  " + text);
            }
        }
    }

    private String shown(String field, String value) {
        return field.equals("state") ? terminal.words().sayOr("state." + value, value) : value;
    }
}
