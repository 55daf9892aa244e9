package io.chantier.agent.benches;

import io.chantier.agent.commands.Command;
import io.chantier.agent.commands.CommandEnd;
import io.chantier.agent.commands.Commands;
import io.chantier.agent.commands.Reference;
import io.chantier.agent.commands.Secret;
import io.chantier.jobs.JobOrder;
import io.chantier.jobs.Step;
import io.chantier.jobs.StepContext;
import io.chantier.jobs.StepOutcome;
import io.chantier.protocol.Wire;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Forgets how much a site has been used within its limits: Frappe counts that in the Redis of its caches. */
public final class UsageReset {

    private static final String STEP = "Reset Site Usage";
    private static final String COUNTER = "|rate-limit-counter-";
    private static final Pattern REFUSED = Pattern.compile("(?m)^(NOAUTH|WRONGPASS|NOPERM|ERR) .*");
    private static final int PORT = 6379;

    private final Benches benches;
    private final BenchProgram program;
    private final Commands commands;

    public UsageReset(Benches benches, BenchProgram program, Commands commands) {
        this.benches = benches;
        this.program = program;
        this.commands = commands;
    }

    public Step step(JobOrder order) {
        var call = SiteCall.of(order);
        return Step.named(STEP, context -> {
            var database = benches.database(call.bench(), call.site());
            return database.isPresent()
                    ? reset(context, call, database.get().name().value() + COUNTER)
                    : call.vanished();
        });
    }

    private StepOutcome reset(StepContext context, SiteCall call, String counter) throws InterruptedException {
        var listed = redis(context, call, "KEYS", counter + "[0-9]*");
        if (!(listed instanceof CommandEnd.Succeeded(var keys, var output))) {
            return listed.outcome();
        }
        var read = new ArrayList<Reference>();
        var deleted = new ArrayList<Reference>();
        for (var key : keys(output, counter)) {
            var got = redis(context, call, "GET", key);
            var gone = redis(context, call, "DEL", key);
            if (!(got instanceof CommandEnd.Succeeded(var get, var _))) {
                return got.outcome();
            }
            if (!(gone instanceof CommandEnd.Succeeded(var delete, var _))) {
                return gone.outcome();
            }
            read.add(new Reference(get));
            deleted.add(new Reference(delete));
        }
        var refused = REFUSED.matcher(output);
        return refused.find()
                ? StepOutcome.failed(
                        "redis-refused",
                        Map.of(
                                "why",
                                "The Redis of " + call.bench() + " said: " + refused.group()
                                        + "; see redis_cache in its common_site_config.json"))
                : StepOutcome.done(Wire.write(Map.of("keys", new Reference(keys), "get", read, "delete", deleted)));
    }

    /** What else is said, such as that a password was right, is no key. */
    private static List<String> keys(String output, String counter) {
        return output.lines()
                .map(String::strip)
                .filter(line -> line.startsWith(counter))
                .filter(line -> line.substring(counter.length()).matches("[0-9]+"))
                .toList();
    }

    private CommandEnd redis(StepContext context, SiteCall call, String... words) throws InterruptedException {
        return commands.run(context, STEP, redis(call, List.of(words)).within(call.atMost()));
    }

    private Command redis(SiteCall call, List<String> words) {
        var where = benches.find(call.bench())
                .map(bench -> URI.create(bench.config().path("redis_cache").asString("redis://localhost:13000")))
                .orElseThrow();
        var all = new ArrayList<>(List.of(
                "--raw",
                "-h",
                Optional.ofNullable(where.getHost()).orElse("localhost"),
                "-p",
                Integer.toString(where.getPort() < 0 ? PORT : where.getPort())));
        var folder = benches.folder(call.bench());
        var password = password(where);
        if (password.isEmpty()) {
            all.addAll(words);
            return program.command(folder, "redis-cli", all);
        }
        // Nobody sees what a program reads, also in a container.
        var lines = "AUTH " + password + "\n" + String.join(" ", words) + "\n";
        return program.command(folder, "redis-cli", all).reading(new Secret(lines));
    }

    private static String password(URI where) {
        var user = Optional.ofNullable(where.getUserInfo()).orElse("");
        return user.substring(user.indexOf(':') + 1);
    }
}
