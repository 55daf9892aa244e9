package io.chantier.editing.web;

import io.chantier.editing.Operation;
import io.chantier.editing.Pointer;
import io.chantier.web.Problem;
import io.chantier.web.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Reads changes as programs send them: a JSON Patch (RFC 6902), or an object from pointers to values. */
final class JsonPatch {

    private static final int MOST = 500;

    private JsonPatch() {}

    static List<Operation> read(JsonNode body) {
        var operations = new ArrayList<Operation>();
        if (body.isArray()) for (var one : body) operations.add(operation(one));
        else if (body.isObject())
            body.properties().forEach(one -> operations.add(put(pointer(one.getKey(), one.getKey()), one.getValue())));
        else throw wrong("", "malformed");
        if (operations.size() > MOST)
            throw new ProblemException(Problem.ofField("", "more-than", Map.of("most", Integer.toString(MOST))));
        return operations;
    }

    private static Operation put(Pointer at, JsonNode value) {
        return value.isNull() ? new Operation.Remove(at) : new Operation.Put(at, value);
    }

    private static Operation operation(JsonNode one) {
        var at = pointer(one.path("path").asString(""), "path");
        return switch (one.path("op").asString("")) {
            case "add" -> new Operation.Insert(at, value(one));
            case "replace" -> new Operation.Put(at, value(one));
            case "remove" -> new Operation.Remove(at);
            case "move" -> new Operation.Move(pointer(one.path("from").asString(""), "from"), at);
            case "copy" -> new Operation.Copy(pointer(one.path("from").asString(""), "from"), at);
            case "test" -> new Operation.Test(at, value(one));
            default -> throw wrong("op", "unknown-value");
        };
    }

    private static JsonNode value(JsonNode one) {
        var value = one.get("value");
        if (value == null) throw wrong("value", "required");
        return value;
    }

    private static Pointer pointer(String text, String field) {
        return Pointer.read(text).filter(at -> !at.isRoot()).orElseThrow(() -> wrong(field, "no-such-place"));
    }

    private static ProblemException wrong(String field, String code) {
        return new ProblemException(Problem.ofField(field, code, Map.of()));
    }
}
