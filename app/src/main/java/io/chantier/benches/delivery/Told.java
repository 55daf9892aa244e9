package io.chantier.benches.delivery;

import io.chantier.protocol.AgentJob;
import io.chantier.protocol.Wire;
import io.chantier.values.Redaction;
import io.chantier.values.SecretName;
import java.util.Comparator;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * What an agent tells of a job, made fit to be kept and shown. A stock agent repeats the passwords that it was given: in
 * the call, in command lines and in what programs print.
 */
final class Told {

    /** Of the output of one command only the end is kept. */
    private static final int LONGEST = 20_000;

    private static final String HIDDEN = "[secret]";
    private static final int SHORTEST = 4;
    private static final Pattern SECRET_NAME =
            Pattern.compile("(?i).*(pass|secret|token|access_key|privkey|private_key|encryption_key).*");
    private static final Pattern IN_COMMANDS =
            Pattern.compile("(?i)(?<=password[ =]|identified by )('[^']*'|\"[^\"]*\"|[^\\s'\"]+)|(?<=\\s-p)[^\\s'\"]+");

    private final Set<String> secrets =
            new TreeSet<>(Comparator.comparingInt(String::length).reversed().thenComparing(Comparator.naturalOrder()));

    /** @param body what was ordered: the values of whatever sounds secret there are taken out */
    Told(JsonNode body) {
        collect(body, false);
    }

    String of(AgentJob job) {
        var tree = (ObjectNode) Wire.toTree(job);
        // Until the end it is the call itself, with all that was given to it.
        if (!job.status().isOver()) tree.set("data", Wire.emptyObject());
        clean(tree);
        return tree.toString();
    }

    private void collect(JsonNode node, boolean secret) {
        if (node.isString() && secret && node.stringValue().length() >= SHORTEST) secrets.add(node.stringValue());
        for (var entry : node.properties()) {
            collect(entry.getValue(), secret || SecretName.sounds(entry.getKey()));
        }
        if (node.isArray()) node.forEach(item -> collect(item, secret));
    }

    private void clean(JsonNode node) {
        switch (node) {
            case ObjectNode object ->
                object.properties().forEach(entry -> entry.setValue(cleaned(entry.getKey(), entry.getValue())));
            case ArrayNode array -> {
                for (int at = 0; at < array.size(); at++) array.set(at, cleaned("", array.get(at)));
            }
            default -> {}
        }
    }

    private JsonNode cleaned(String name, JsonNode value) {
        if (!value.isString()) {
            clean(value);
            return value;
        }
        if (SECRET_NAME.matcher(name).matches()) return StringNode.valueOf(HIDDEN);
        return StringNode.valueOf(text(value.stringValue()));
    }

    private String text(String text) {
        var clean = text.length() > LONGEST ? "…\n" + text.substring(text.length() - LONGEST) : text;
        for (var secret : secrets) {
            if (clean.contains(secret)) clean = clean.replace(secret, HIDDEN);
        }
        // PostgreSQL keeps no NUL.
        return Redaction.apply(IN_COMMANDS.matcher(clean).replaceAll(HIDDEN)).replace("\u0000", "");
    }
}
