package io.chantier.agent.benches;

import io.chantier.jobs.JobOrder;
import io.chantier.protocol.Wire;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/**
 * What somebody wants done with a bench as a whole.
 *
 * @param order the number of the job, by which what it made is known again
 */
public record BenchCall(BenchName bench, JsonNode input, String order) {

    private static final String BENCH = "bench";

    public static BenchCall of(JobOrder order) {
        var input = Wire.tree(order.input());
        return new BenchCall(new BenchName(input.path(BENCH).asString()), input, order.subject());
    }

    /** What {@link #of} reads from the order of a job. */
    public static Map<String, JsonNode> written(BenchName bench, Map<String, JsonNode> arguments) {
        var all = new TreeMap<>(arguments);
        all.put(BENCH, Wire.toTree(bench.value()));
        return all;
    }

    JsonNode setup() {
        return input.path("bench_config");
    }

    JsonNode common() {
        return input.path("common_site_config");
    }
}
