package io.chantier.benches.hosting;

import io.chantier.web.Problem.FieldProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/**
 * What is to become of a site's configuration.
 *
 * @param set keys with their values, of the type that they have in JSON; they may be secrets
 * @param remove keys that are to go
 */
public record ConfigChange(SortedMap<String, JsonNode> set, SortedSet<String> remove) {

    private static final int MOST_KEYS = 50;
    private static final int LONGEST = 10_000;
    private static final int LONGEST_NUMBER = 32;

    public ConfigChange {
        set = new TreeMap<>(set);
        remove = new TreeSet<>(remove);
    }

    public static ConfigChange of(Map<String, JsonNode> set, Set<String> remove) {
        return new ConfigChange(new TreeMap<>(set), new TreeSet<>(remove));
    }

    /** What is wrong with it, by {@code set}, {@code set.key}, {@code remove} and {@code remove.key}; empty where nothing is. */
    public List<FieldProblem> faults() {
        if (set.isEmpty() && remove.isEmpty()) return List.of(new FieldProblem("set", "required", Map.of()));
        if (set.size() + remove.size() > MOST_KEYS) {
            return List.of(new FieldProblem("set", "config-too-many", Map.of("most", String.valueOf(MOST_KEYS))));
        }
        var wrong = new ArrayList<FieldProblem>();
        set.forEach((key, value) -> {
            nameFaults(wrong, "set." + key, key);
            valueFaults(wrong, "set." + key, value);
        });
        for (var key : remove) {
            nameFaults(wrong, "remove." + key, key);
            if (set.containsKey(key)) wrong.add(new FieldProblem("remove." + key, "config-both", Map.of("key", key)));
        }
        return wrong;
    }

    private static void nameFaults(List<FieldProblem> wrong, String field, String key) {
        if (!ConfigKeys.isKey(key)) {
            wrong.add(new FieldProblem(field, "config-key", Map.of()));
        } else if (ConfigKeys.isReserved(key)) {
            wrong.add(new FieldProblem(field, "config-reserved", Map.of("key", key)));
        }
    }

    private static void valueFaults(List<FieldProblem> wrong, String field, JsonNode value) {
        if (value.isNull() || value.isMissingNode()) {
            wrong.add(new FieldProblem(field, "config-no-value", Map.of()));
        } else if (value.toString().length() > LONGEST) {
            wrong.add(new FieldProblem(field, "config-too-long", Map.of("most", String.valueOf(LONGEST))));
        } else if (value.isNumber() && !isPlain(value)) {
            wrong.add(new FieldProblem(field, "config-number", Map.of()));
        } else if (value.isString() && hasControls(value.stringValue())) {
            wrong.add(new FieldProblem(field, "malformed", Map.of()));
        }
    }

    /** Frappe reads numbers as a computer has them: what it would round, or take for infinite, is not sent. */
    private static boolean isPlain(JsonNode number) {
        return number.toString().length() <= LONGEST_NUMBER && Double.isFinite(number.doubleValue());
    }

    private static boolean hasControls(String text) {
        return text.chars().anyMatch(one -> Character.isISOControl(one) && one != '\n' && one != '\t');
    }
}
