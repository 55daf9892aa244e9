package io.chantier.generation;

import io.chantier.sites.Wishes;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/** Which wishes rules alone could not fulfil, so that nobody waits for what does not come. */
final class Shortfalls {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Shortfalls() {}

    /** By the code of a line of the log ({@code log.<code>}), with its arguments. */
    static Map<String, Map<String, String>> of(Wishes wishes, SortedMap<String, byte[]> files) {
        var shortfalls = new LinkedHashMap<String, Map<String, String>>();
        var tone = wishes.tone();
        if (tone != null && !tone.isBlank()) shortfalls.put("offline-tone", Map.of("tone", tone));
        if ("long".equals(wishes.length())) shortfalls.put("offline-long", Map.of());
        var there = types(files);
        var missing = wishes.sections().stream()
                .filter(section -> !there.contains(section))
                .collect(Collectors.joining(", "));
        if (!missing.isEmpty()) shortfalls.put("offline-sections", Map.of("sections", missing));
        return shortfalls;
    }

    private static Set<String> types(SortedMap<String, byte[]> files) {
        var types = new HashSet<String>();
        for (var page : JSON.readTree(files.get(DataFiles.CONTENT)).path("pages"))
            for (var section : page.path("sections"))
                types.add(section.path("type").asString(""));
        return types;
    }
}
