package io.chantier.deployment.dokploy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What a procedure takes; anything else is refused in zod's words, and unknown keys are dropped. */
record FakeInput(boolean keepsUnknown, List<Field> fields) {

    private static final String ALWAYS = "v0.0.0";

    static FakeInput of(Field... fields) {
        return new FakeInput(false, Arrays.asList(fields));
    }

    /** Every other key is handed on as well. */
    static FakeInput open(Field... fields) {
        return new FakeInput(true, Arrays.asList(fields));
    }

    /** Must be there. */
    static Field string(String name) {
        return new Field(name, "string", true, false, false, ALWAYS, "v999", List.of());
    }

    static Field number(String name) {
        return new Field(name, "number", true, false, false, ALWAYS, "v999", List.of());
    }

    static Field bool(String name) {
        return new Field(name, "boolean", true, false, false, ALWAYS, "v999", List.of());
    }

    static Field array(String name) {
        return new Field(name, "array", true, false, false, ALWAYS, "v999", List.of());
    }

    static Field file(String name) {
        return new Field(name, "File", true, false, false, ALWAYS, "v999", List.of());
    }

    ObjectNode checked(ObjectNode given, FakeVersion version) {
        var issues = new ArrayList<ObjectNode>();
        var taken = keepsUnknown ? given.deepCopy() : JsonNodeFactory.instance.objectNode();
        for (var field : fields) {
            if (!version.since(field.first) || version.since(field.last)) continue;
            var value = given.get(field.name);
            var issue = field.issue(value, version);
            if (issue != null) issues.add(issue);
            else if (value != null) taken.set(field.name, value);
        }
        if (!issues.isEmpty()) throw FakeRefusal.invalid(issues);
        return taken;
    }

    /** @param nonOptional zod's other way to say that a value, even null, must be sent */
    record Field(
            String name,
            String type,
            boolean required,
            boolean nullable,
            boolean nonOptional,
            String first,
            String last,
            List<Rule> rules) {

        Field optional() {
            return new Field(name, type, false, nullable, nonOptional, first, last, rules);
        }

        /** May be left out, and may be null. */
        Field nullish() {
            return new Field(name, type, false, true, nonOptional, first, last, rules);
        }

        /** May be null, but not left out. */
        Field orNull() {
            return new Field(name, type, true, true, true, first, last, rules);
        }

        Field mustBeSent() {
            return new Field(name, type, true, nullable, true, first, last, rules);
        }

        Field since(String version) {
            return new Field(name, type, required, nullable, nonOptional, version, last, rules);
        }

        Field before(String version) {
            return new Field(name, type, required, nullable, nonOptional, first, version, rules);
        }

        Field matching(String pattern, String message) {
            var compiled = Pattern.compile(pattern);
            return with(new Rule(
                    text -> compiled.matcher(text).find(),
                    message,
                    issue -> issue.put("origin", "string")
                            .put("code", "invalid_format")
                            .put("format", "regex")
                            .put("pattern", "/" + pattern + "/")));
        }

        Field oneOf(String... values) {
            var options = List.of(values);
            var message = "Invalid option: expected one of \"" + String.join("\"|\"", options) + "\"";
            return with(new Rule(options::contains, message, issue -> {
                issue.put("code", "invalid_value");
                var listed = issue.putArray("values");
                options.forEach(listed::add);
                return issue;
            }));
        }

        Field notEmpty(String message) {
            return with(new Rule(
                    text -> !text.isEmpty(),
                    message,
                    issue -> issue.put("origin", "string")
                            .put("code", "too_small")
                            .put("minimum", 1)
                            .put("inclusive", true)));
        }

        Field where(Predicate<String> holds, String message) {
            return with(new Rule(holds, message, issue -> issue.put("code", "custom")));
        }

        private Field with(Rule rule) {
            var all = new ArrayList<>(rules);
            all.add(rule);
            return new Field(name, type, required, nullable, nonOptional, first, last, all);
        }

        private @Nullable ObjectNode issue(@Nullable JsonNode value, FakeVersion version) {
            if (value == null) return required ? missing(version) : null;
            if (value.isNull()) return nullable ? null : wrongType("null");
            if (!type.equals(typeOf(value))) return wrongType(typeOf(value));
            if (!value.isString()) return null;
            for (var rule : rules)
                if (!rule.holds.test(value.asString()))
                    return placed(rule.words.apply(JsonNodeFactory.instance.objectNode()), rule.message);
            return null;
        }

        private ObjectNode missing(FakeVersion version) {
            var issue = JsonNodeFactory.instance.objectNode();
            if (!version.since("v0.28.0"))
                return placed(
                        issue.put("code", "invalid_type").put("expected", type).put("received", "undefined"),
                        "Required");
            var expected = nonOptional ? "nonoptional" : type;
            if (expected.equals(type) && !type.equals("File"))
                issue.put("expected", expected).put("code", "invalid_type");
            else issue.put("code", "invalid_type").put("expected", expected);
            return placed(issue, "Invalid input: expected " + expected + ", received undefined");
        }

        private ObjectNode wrongType(String received) {
            var issue =
                    JsonNodeFactory.instance.objectNode().put("expected", type).put("code", "invalid_type");
            return placed(issue, "Invalid input: expected " + type + ", received " + received);
        }

        private ObjectNode placed(ObjectNode issue, String message) {
            issue.putArray("path").add(name);
            return issue.put("message", message);
        }

        private static String typeOf(JsonNode value) {
            return switch (value.getNodeType()) {
                case STRING -> "string";
                case NUMBER -> "number";
                case BOOLEAN -> "boolean";
                case ARRAY -> "array";
                // The only objects that are looked at are the files of a form.
                case OBJECT, POJO -> "File";
                case NULL -> "null";
                case BINARY, MISSING -> "undefined";
            };
        }
    }

    @FunctionalInterface
    interface Words {
        ObjectNode apply(ObjectNode issue);
    }

    record Rule(Predicate<String> holds, String message, Words words) {}
}
