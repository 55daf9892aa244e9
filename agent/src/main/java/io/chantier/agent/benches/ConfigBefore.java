package io.chantier.agent.benches;

import io.chantier.jobs.Step;
import io.chantier.jobs.StepOutcome;
import io.chantier.protocol.Wire;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** What a job is about to change in the configuration of a site, with the way back to it. */
final class ConfigBefore {

    private final Benches benches;
    private final BenchNginx nginx;

    ConfigBefore(Benches benches, BenchNginx nginx) {
        this.benches = benches;
        this.nginx = nginx;
    }

    /**
     * Before the step that changes the keys: once this one is on record, nothing that happens to the other can hide what
     * was there.
     */
    Step step(SiteCall call, Collection<String> keys) {
        return Step.named(
                        ".configuration",
                        _ -> benches.config(call.bench(), call.site())
                                .map(config -> StepOutcome.done(Wire.write(values(config, keys))))
                                .orElseGet(call::vanished))
                .undoneAtOnceBy(before -> putBack(call, before));
    }

    /** A list of one value for each key, or of none where it is absent: a value may be null. */
    private static Map<String, List<JsonNode>> values(JsonNode config, Collection<String> keys) {
        var values = new TreeMap<String, List<JsonNode>>();
        keys.forEach(key -> values.put(key, config.has(key) ? List.of(config.get(key)) : List.of()));
        return values;
    }

    private void putBack(SiteCall call, String before) throws InterruptedException {
        if (before.isEmpty()) {
            return; // nothing had been changed yet
        }
        benches.changeConfig(call.bench(), call.site(), entries -> {
            Wire.tree(before).forEachEntry((key, value) -> {
                if (value.isEmpty()) {
                    entries.remove(key);
                } else {
                    entries.put(key, value.get(0));
                }
            });
            return entries;
        });
        nginx.refresh(call.bench());
    }
}
