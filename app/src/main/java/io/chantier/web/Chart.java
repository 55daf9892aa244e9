package io.chantier.web;

import java.util.List;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/**
 * A chart for {@code charts.js}; the same numbers stand in a table beside it.
 *
 * @param kind {@code bar} or {@code line}
 * @param currency that the values are amounts of; empty where they are counts
 */
public record Chart(String kind, String currency, List<String> labels, List<Series> series) {

    private static final JsonMapper JSON = JsonMapper.shared();

    /**
     * @param tone the colour's name among the tokens: {@code ok}, {@code bad}, {@code calm}, {@code accent}
     * @param values one for each label; empty where there is none
     */
    public record Series(String name, String tone, List<Optional<Double>> values) {}

    public String json() {
        return JSON.writeValueAsString(this);
    }
}
