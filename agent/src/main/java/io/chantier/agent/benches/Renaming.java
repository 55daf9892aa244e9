package io.chantier.agent.benches;

import io.chantier.jobs.JobOrder;
import io.chantier.jobs.Step;
import io.chantier.jobs.StepOutcome;
import io.chantier.protocol.Wire;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** Another name for a site; its database keeps its own. Where a step fails, the site answers under its old name again. */
public final class Renaming {

    private static final String HOST_NAME = "host_name";
    private static final String HTTPS = "https://";

    private final Benches benches;
    private final SiteSteps steps;
    private final BenchNginx nginx;
    private final SiteUsers users;
    private final NameOwners owners;
    private final ConfigBefore before;

    public Renaming(Benches benches, SiteSteps steps, BenchNginx nginx, SiteUsers users) {
        this.benches = benches;
        this.steps = steps;
        this.nginx = nginx;
        this.users = users;
        this.owners = new NameOwners(benches);
        this.before = new ConfigBefore(benches, nginx);
    }

    public List<Step> steps(JobOrder order) {
        var old = SiteCall.of(order);
        var renamed = old.at(old.bench(), old.site("new_name"));
        var list = new ArrayList<>(List.of(
                before.step(old, changed(old)),
                steps.enableMaintenanceMode(order).undoneAtOnceBy(_ -> steps.switchOn(old)),
                steps.waitForEnqueuedJobs(order),
                Step.named("Update Site Configuration", _ -> configure(old, renamed)),
                Step.named("Rename Site", _ -> rename(old, renamed)).undoneAtOnceBy(_ -> takeBack(old, renamed)),
                nginx.setup(old.bench()),
                nginx.reload(),
                steps.disableMaintenanceMode(renamed),
                steps.enableScheduler(renamed)));
        if (!old.text("email").isEmpty()) {
            list.add(users.create(order, renamed));
        }
        return list;
    }

    private static Set<String> changed(SiteCall call) {
        var keys = new TreeSet<>(call.argument("config").propertyNames());
        keys.add(HOST_NAME);
        return keys;
    }

    private StepOutcome configure(SiteCall old, SiteCall renamed) {
        boolean there = benches.changeConfig(old.bench(), old.site(), entries -> {
            old.argument("config").forEachEntry(entries::put);
            return entries;
        });
        return there && pointTo(old, old.site(), renamed.site()) ? StepOutcome.done() : old.vanished();
    }

    /** What the site calls itself follows its name, where it was called by it. */
    private boolean pointTo(SiteCall call, SiteName from, SiteName to) {
        return benches.changeConfig(call.bench(), call.site(), entries -> {
            entries.computeIfPresent(HOST_NAME, (_, value) -> renamed(value, from, to));
            return entries;
        });
    }

    private static JsonNode renamed(JsonNode value, SiteName from, SiteName to) {
        return value.asString("").equals(HTTPS + from) ? Wire.toTree(HTTPS + to) : value;
    }

    private StepOutcome rename(SiteCall old, SiteCall renamed) {
        boolean done = !benches.has(old.bench(), old.site()) && benches.has(old.bench(), renamed.site());
        if (done) {
            return StepOutcome.done();
        }
        var owner = owners.another(old.bench(), old.site(), renamed.site());
        if (owner.isPresent()) {
            return taken(owner.get() + "; choose another name, or have it removed there");
        }
        if (benches.move(old.bench(), old.site(), old.bench(), renamed.site())) {
            return StepOutcome.done();
        }
        return benches.has(old.bench(), old.site())
                ? taken("On bench " + old.bench() + " something is called " + renamed.site()
                        + " already; choose another name, or archive what is there")
                : old.vanished();
    }

    private static StepOutcome taken(String why) {
        return StepOutcome.failed("name-taken", Map.of("why", why));
    }

    private void takeBack(SiteCall old, SiteCall renamed) {
        if (!benches.has(old.bench(), old.site())) {
            benches.move(old.bench(), renamed.site(), old.bench(), old.site());
        }
    }
}
