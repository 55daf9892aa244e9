package io.chantier.lifecycle.web;

import io.chantier.benches.hosting.BenchConfig.Setting;
import io.chantier.benches.hosting.BenchConfig.ValueType;
import io.chantier.benches.hosting.ConfigChange;
import io.chantier.values.SecretName;
import io.chantier.web.Problem;
import io.chantier.web.Problem.FieldProblem;
import io.chantier.web.ProblemException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.StringNode;

/**
 * One key as a person types it.
 *
 * @param value empty where nobody is to see it again
 * @param known whether the key is there already, so that it can be removed
 */
public record BenchConfigForm(String key, ValueType type, String value, boolean known, boolean secret) {

    static final BenchConfigForm EMPTY = new BenchConfigForm("", ValueType.TEXT, "", false, false);

    /** What a person chooses from; that something is a secret is told by its name. */
    public static final List<ValueType> TYPES =
            List.of(ValueType.TEXT, ValueType.NUMBER, ValueType.YES_NO, ValueType.JSON);

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,15}([.,][0-9]{1,12})?");

    /** A secret is typed anew: nobody is shown what it is. */
    static BenchConfigForm of(Setting entry) {
        boolean secret = entry.type() == ValueType.SECRET;
        return new BenchConfigForm(
                entry.key(), secret ? ValueType.TEXT : entry.type(), written(entry.value()), true, secret);
    }

    /** The same once more on the page that says what is wrong with it. */
    BenchConfigForm again(boolean isKnown) {
        boolean hidden = SecretName.sounds(key);
        return new BenchConfigForm(key, type, hidden ? "" : value, isKnown, hidden);
    }

    static String written(@Nullable JsonNode value) {
        if (value == null) return "";
        return value.isString() ? value.stringValue() : value.toString();
    }

    /** A problem of the fields {@code key} and {@code value} where it cannot be what it says it is. */
    ConfigChange change() {
        var change = ConfigChange.of(Map.of(key.strip(), typed()), Set.of());
        var wrong = change.faults().stream()
                .map(fault -> new FieldProblem(isOfKey(fault) ? "key" : "value", fault.code(), fault.arguments()))
                .toList();
        if (!wrong.isEmpty()) throw new ProblemException(Problem.ofFields(wrong));
        return change;
    }

    private static boolean isOfKey(FieldProblem fault) {
        return fault.code().equals("config-key") || fault.code().equals("config-reserved");
    }

    private JsonNode typed() {
        return switch (type) {
            case TEXT, SECRET -> StringNode.valueOf(value.replace("\r\n", "\n"));
            case YES_NO -> BooleanNode.valueOf(value.equals("true"));
            case NUMBER -> {
                if (!NUMBER.matcher(value.strip()).matches()) throw wrong("config-number");
                yield JSON.readTree(value.strip().replace(',', '.'));
            }
            case JSON -> json();
        };
    }

    private JsonNode json() {
        try {
            return JSON.readTree(value);
        } catch (JacksonException e) {
            throw wrong("config-json");
        }
    }

    private static ProblemException wrong(String code) {
        return new ProblemException(Problem.ofField("value", code, Map.of()));
    }
}
