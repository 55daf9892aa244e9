package io.chantier.agent.benches;

import io.chantier.jobs.JobOrder;
import io.chantier.jobs.Step;
import io.chantier.jobs.StepOutcome;
import io.chantier.protocol.Wire;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import tools.jackson.databind.JsonNode;

/** Further names of hosts under which a site answers. */
public final class Domains {

    private static final String STEP = "Update Site Configuration";
    private static final String KEY = "domains";

    private final Benches benches;
    private final BenchNginx nginx;
    private final NameOwners owners;
    private final ConfigBefore before;

    public Domains(Benches benches, BenchNginx nginx) {
        this.benches = benches;
        this.owners = new NameOwners(benches);
        this.nginx = nginx;
        this.before = new ConfigBefore(benches, nginx);
    }

    public List<Step> add(JobOrder order) {
        var call = SiteCall.of(order);
        return changing(call, Step.named(STEP, _ -> added(call)));
    }

    public List<Step> remove(JobOrder order) {
        var call = SiteCall.of(order);
        return changing(call, Step.named(STEP, _ -> change(call, false)));
    }

    private List<Step> changing(SiteCall call, Step change) {
        return List.of(before.step(call, List.of(KEY)), change, nginx.setup(call.bench()), nginx.reload());
    }

    private StepOutcome added(SiteCall call) {
        var domain = call.site("domain");
        return owners.another(call.bench(), call.site(), domain)
                .map(taken ->
                        StepOutcome.failed("domain-taken", Map.of("why", taken + "; have it removed there first")))
                .orElseGet(() -> change(call, true));
    }

    private StepOutcome change(SiteCall call, boolean wanted) {
        boolean there = benches.changeConfig(call.bench(), call.site(), entries -> {
            set(entries, call.site("domain"), wanted);
            return entries;
        });
        return there ? StepOutcome.done() : call.vanished();
    }

    private static void set(NavigableMap<String, JsonNode> entries, SiteName domain, boolean wanted) {
        var before = entries.getOrDefault(KEY, Wire.toTree(List.of()));
        var after = new ArrayList<JsonNode>();
        before.forEach(entry -> {
            if (!(entry.isObject() ? entry.path("domain") : entry).asString("").equals(domain.value())) {
                after.add(entry);
            }
        });
        boolean was = after.size() < before.size();
        if (was == wanted) {
            return;
        }
        if (wanted) {
            after.add(Wire.toTree(domain.value()));
        }
        entries.put(KEY, Wire.toTree(after));
    }
}
