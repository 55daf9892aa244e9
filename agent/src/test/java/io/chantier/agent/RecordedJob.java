package io.chantier.agent;

import io.chantier.protocol.Wire;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A job as it is told, without what differs from run to run, from machine to machine, or as the manual's table of
 * deviations says: commands of nginx and of MariaDB are there by their programs, steps of memory limits are not.
 */
record RecordedJob(JsonNode told) {

    private static final Set<String> TIMES = Set.of("start", "end", "enqueue", "duration");
    private static final Set<String> DIFFERENT = Set.of("id", "agent_job_id", "directory", "traceback");
    private static final Set<String> BY_TABLE = Set.of("tables", "restored", "dropped");
    private static final Pattern BENCH = Pattern.compile("^.*?(bench (?:--site|new-site|drop-site) .*)$");
    private static final List<String> LEFT_OUT = List.of("Update Bench Memory Limits", "Log Touched Tables");

    static RecordedJob of(JsonNode job) {
        return new RecordedJob(alike(job));
    }

    private static JsonNode alike(JsonNode node) {
        if (node instanceof ArrayNode array) {
            var all = array.arrayNode();
            array.forEach(element -> {
                if (!LEFT_OUT.contains(element.path("name").asString(""))) {
                    all.add(alike(element));
                }
            });
            return all;
        }
        if (node instanceof ObjectNode object) {
            return object.has("returncode") ? command(object) : alike(object);
        }
        return node;
    }

    private static JsonNode alike(ObjectNode object) {
        var all = object.objectNode();
        object.forEachEntry((name, value) -> {
            if (TIMES.contains(name) && value.isString()) {
                all.put(name, value.asString().replaceAll("\\d", "0"));
            } else if (DIFFERENT.contains(name)) {
                all.put(name, "different");
            } else if (BY_TABLE.contains(name)) {
                all.set(
                        name,
                        value.isEmpty()
                                ? value
                                : alike(value.valueStream().findFirst().orElseThrow()));
            } else if (!name.equals("commands")) { // of several the stock agent tells the last
                all.set(name, alike(value));
            }
        });
        return all;
    }

    /** What ran, as far as both could have run the same. */
    private static JsonNode command(ObjectNode command) {
        var words = command.get("command").asString();
        var same = ((ObjectNode) Wire.emptyObject())
                .put("duration", command.get("duration").asString().replaceAll("\\d", "0"))
                .put("returncode", command.get("returncode").asInt())
                .put("status", command.get("status").asString());
        var bench = BENCH.matcher(words);
        if (bench.matches()) {
            return same.put("command", plain(bench.group(1)))
                    .put("output", plain(command.get("output").asString()));
        }
        if (words.contains("nginx")) {
            return same.put("command", "reload nginx");
        }
        if (words.contains("mariadb-dump")) {
            return same.put("command", "mariadb-dump");
        }
        if (words.contains("mariadb")) {
            return same.put("command", "mariadb");
        }
        return same.put("command", words)
                .put("output", plain(command.get("output").asString()));
    }

    /** Without passwords, which ours never says, and without the names of databases. */
    private static String plain(String text) {
        return text.replaceAll(" --(?:mariadb-root-|root-|admin-)?password \\S+", "")
                .replaceAll("_[0-9a-z]{16}", "_db")
                .replaceAll(" +", " ");
    }
}
