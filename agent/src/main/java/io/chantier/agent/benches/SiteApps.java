package io.chantier.agent.benches;

import io.chantier.agent.commands.CommandEnd;
import io.chantier.agent.commands.Commands;
import io.chantier.agent.commands.Reference;
import io.chantier.jobs.JobOrder;
import io.chantier.jobs.Step;
import io.chantier.jobs.StepOutcome;
import io.chantier.protocol.Wire;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The apps of a new site. */
public final class SiteApps {

    private static final String FRAMEWORK = "frappe";

    private final SiteCommands bench;
    private final Commands commands;

    public SiteApps(SiteCommands bench, Commands commands) {
        this.bench = bench;
        this.commands = commands;
    }

    /** Installs one app after the other; every site has the framework already. */
    public Step install(JobOrder order) {
        var call = SiteCall.of(order);
        return bench.step("Install Apps", call, (context, step) -> {
            boolean again = commands.begun(context.job(), step).isPresent();
            var told = new LinkedHashMap<String, Object>();
            var output = new ArrayList<String>();
            for (var app : call.apps()) {
                if (app.value().equals(FRAMEWORK)) {
                    told.put(FRAMEWORK, Map.of());
                    continue;
                }
                var end = bench.run(context, step, call, words(app, again));
                if (!(end instanceof CommandEnd.Succeeded(var number, var printed))) {
                    return end.outcome();
                }
                told.put(app.value(), Map.of("install", new Reference(number)));
                output.add(printed);
            }
            return StepOutcome.done(Wire.write(Map.of("apps", told, "output", String.join("\n", output))));
        });
    }

    /** What a run that was cut short has installed is installed once more. */
    private static String[] words(AppName app, boolean again) {
        var words = new ArrayList<>(List.of("install-app", app.value()));
        if (again) {
            words.add("--force");
        }
        return words.toArray(String[]::new);
    }
}
